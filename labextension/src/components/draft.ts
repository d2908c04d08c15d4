import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Keep } from '../model/keep';
import { useChat, useSurface } from './surface';

/** The input, which belongs to the browser: a key stroke touches no state of ours. */
export interface BoxRef {
  current: HTMLTextAreaElement | null;
}

const NEW = 'new';
const SAVE_AFTER_MS = 300;

/** What was typed, kept per conversation until the server has taken it. */
export function useDraft(box: BoxRef): Draft {
  const { chat, drafts } = useSurface();
  const key = useChat(state => state.conversation) || NEW;
  const sending = useChat(state => state.turns.some(turn => turn.state === 'sending'));
  const draft = useRef<Draft | null>(null);
  draft.current ??= new Draft(box, drafts);
  const mine = draft.current;
  useLayoutEffect(() => mine.moveTo(key, Boolean(chat.running)), [key]);
  useEffect(() => {
    if (!sending) {
      mine.save(); // The server has the question now; what was kept of it may go.
    }
  }, [sending]);
  useEffect(() => {
    const save = () => mine.save();
    window.addEventListener('pagehide', save);
    return () => window.removeEventListener('pagehide', save);
  }, []);
  return mine;
}

/** The text in the box and where it is kept. */
export class Draft {
  private key = '';
  private timer = 0;

  constructor(
    private readonly box: BoxRef,
    private readonly drafts: Keep
  ) {}

  /** Another conversation, another draft; one that was born just now keeps its own. */
  moveTo(key: string, bornHere: boolean): void {
    if (this.key === NEW && bornHere) {
      this.drafts.set(NEW, '');
    } else if (this.box.current) {
      this.save();
      this.box.current.value = this.drafts.get(key);
      this.grow();
    }
    this.key = key;
  }

  /** Takes what was typed along to a new conversation, and leaves none of it behind. */
  carry(): void {
    const text = this.box.current?.value;
    if (text) {
      this.drafts.set(this.key, '');
      this.drafts.set(NEW, text);
      this.key = NEW;
    }
  }

  typed(): void {
    this.grow();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  /** Empties the box, but keeps the text until it is known to have arrived. */
  sent(): void {
    this.save();
    if (this.box.current) {
      this.box.current.value = '';
      this.grow();
    }
  }

  save(): void {
    window.clearTimeout(this.timer);
    if (this.key && this.box.current) {
      this.drafts.set(this.key, this.box.current.value);
    }
  }

  /** As high as its text, where the browser cannot do so by itself. */
  private grow(): void {
    const element = this.box.current;
    if (element && !CSS.supports('field-sizing', 'content')) {
      element.style.height = 'auto';
      element.style.height = `${element.scrollHeight + 2}px`;
    }
  }
}
