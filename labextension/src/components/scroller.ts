/**
 * Keeps the view where the reader is.
 *
 * It follows a growing answer until the question has come to the upper edge, so that one
 * reads from the beginning; then it rests and offers “Newest”. A reader who scrolls to the
 * end is followed to the end; one who scrolls up is left alone.
 */
export class Scroller {
  private box: HTMLElement | null = null;
  private list: HTMLElement | null = null;
  private mode: 'end' | 'turn' | 'rest' = 'end';
  private turn = '';
  private own = 0;
  private fromEnd: number | null = null;
  private onBehind: (behind: boolean) => void = () => undefined;

  get following(): boolean {
    return this.mode !== 'rest';
  }

  attach(
    box: HTMLElement,
    list: HTMLElement,
    onBehind: (behind: boolean) => void
  ): () => void {
    this.box = box;
    this.list = list;
    this.onBehind = onBehind;
    const moved = () => this.moved();
    const sizes = new ResizeObserver(() => this.settle());
    box.addEventListener('scroll', moved, { passive: true });
    sizes.observe(list);
    sizes.observe(box);
    return () => {
      box.removeEventListener('scroll', moved);
      sizes.disconnect();
    };
  }

  /** Follows the answer to a question that was just asked. */
  followTurn(turn: string): void {
    this.mode = 'turn';
    this.turn = turn;
    this.settle();
  }

  toEnd(): void {
    this.mode = 'end';
    this.settle();
  }

  /** The next growth happens above the reader: the distance from the end stays. */
  holdFromEnd(): void {
    if (this.box) {
      this.mode = 'rest';
      this.fromEnd = this.box.scrollHeight - this.box.scrollTop;
    }
  }

  private settle(): void {
    const box = this.box;
    if (!box) {
      return;
    }
    if (this.fromEnd !== null) {
      this.scrollTo(box.scrollHeight - this.fromEnd);
      this.fromEnd = null;
    } else if (this.mode !== 'rest') {
      const end = box.scrollHeight - box.clientHeight;
      const limit = this.mode === 'turn' ? this.turnTop() : end;
      this.scrollTo(Math.min(end, limit));
    }
    this.tell();
  }

  private turnTop(): number {
    const id = CSS.escape(this.turn);
    const element = this.list?.querySelector<HTMLElement>(`[data-turn="${id}"]`);
    return element ? element.offsetTop : Number.MAX_SAFE_INTEGER;
  }

  private scrollTo(top: number): void {
    if (this.box) {
      this.box.scrollTop = top;
      this.own = this.box.scrollTop;
    }
  }

  private moved(): void {
    if (this.box && Math.abs(this.box.scrollTop - this.own) > 2) {
      this.own = this.box.scrollTop;
      this.mode = this.behind() > 24 ? 'rest' : 'end';
    }
    this.tell();
  }

  private behind(): number {
    const box = this.box;
    return box ? box.scrollHeight - box.clientHeight - box.scrollTop : 0;
  }

  private tell(): void {
    this.onBehind(this.behind() > 24);
  }
}
