import type { Cell, CodeCell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { AuthorModel, type AuthorOptions } from '../author/author';
import type { Desk } from '../author/desk';
import {
  firstHead,
  type Head,
  headOf,
  kindOf,
  withHead,
  withoutHead
} from '../author/head';
import {
  cellTypeOf,
  type Change,
  changed,
  type Fields,
  type Marks,
  type Part,
  partsOf
} from '../author/parts';
import { partTold } from '../author/told';
import type { NotebookCell } from '../author/wire';
import { translator } from '../i18n';
import type { ErrorInfo } from '../schema';
import type { Previews } from './previews';

const BADGE = 'jp-ConvergioRole';
/** Characters; a server takes no longer message than 10 MB. */
const MOST_SENT = 8_000_000;

/** A notebook of JupyterLab in which a lesson is written. Its cells bear badges while it is followed. */
export class LabDesk implements Desk {
  readonly model: AuthorModel;
  private timer = 0;
  private edits = 0;

  constructor(
    private readonly panel: NotebookPanel,
    private readonly previews: Previews,
    private readonly options: AuthorOptions
  ) {
    this.model = new AuthorModel(this, options);
    panel.disposed.connect(this.leave, this);
    panel.model?.contentChanged.connect(this.edited, this);
    panel.model?.metadataChanged.connect(this.edited, this);
    panel.context.saveState.connect((_, state) => {
      if (state === 'completed') {
        void this.model.renew();
      }
    });
  }

  /** Somebody looks: it is followed, and its cells bear badges. */
  come(): void {
    const { panel } = this;
    panel.model?.contentChanged.connect(this.touched, this);
    panel.model?.metadataChanged.connect(this.touched, this);
    panel.content.activeCellChanged.connect(this.moved, this);
    panel.content.selectionChanged.connect(this.moved, this);
    this.drawSoon();
    this.model.come();
  }

  get name(): string {
    return this.panel.title.label;
  }

  get path(): string {
    return this.panel.context.localPath;
  }

  kind() {
    return kindOf(this.panel.model?.getMetadata('convergio'), this.ids());
  }

  head(): Head | null {
    return headOf(this.panel.model?.getMetadata('convergio'));
  }

  firstHead(): Head {
    const sources = this.cells
      .filter(cell => cell.model.type === 'markdown')
      .map(cell => cell.model.sharedModel.getSource());
    return firstHead(this.panel.context.path, sources, this.options.lang);
  }

  setHead(head: Head): void {
    const { model } = this.panel;
    model?.setMetadata('convergio', withHead(model.getMetadata('convergio'), head));
  }

  unsetHead(): void {
    const { model } = this.panel;
    const others = withoutHead(model?.getMetadata('convergio'));
    if (Object.keys(others).length) {
      model?.setMetadata('convergio', others);
    } else {
      model?.deleteMetadata('convergio');
    }
  }

  notebook(outputs: boolean): unknown {
    const found = this.panel.model?.toJSON() as unknown as { cells: Fields[] };
    if (outputs && JSON.stringify(found).length < MOST_SENT) {
      return found;
    }
    const cells = found.cells.map(cell => {
      const bare: Fields = { ...cell, ...('outputs' in cell && { outputs: [] }) };
      const names = Object.keys((cell.attachments as Fields | undefined) ?? {});
      const held = Object.fromEntries(names.map(name => [name, {}]));
      return { ...bare, ...(names.length > 0 && { attachments: held }) };
    });
    return { ...found, cells };
  }

  ids(): string[] {
    return this.cells.map(cell => cell.model.id);
  }

  parts(): Part[] {
    return partsOf(this.cells.map(marksOf));
  }

  chosen(): number[] {
    const { activeCellIndex, selectedCells } = this.panel.content;
    const others = selectedCells
      .map(cell => this.cells.indexOf(cell))
      .filter(at => at !== activeCellIndex);
    return this.cells.length ? [activeCellIndex, ...others] : [];
  }

  source(at: number): string {
    return this.cells[at]?.model.sharedModel.getSource() ?? '';
  }

  typeOf(at: number): string {
    return this.cells[at]?.model.type ?? '';
  }

  change(places: number[], change: Change): void {
    for (const at of places) {
      const cell = this.cells[at];
      const { own, tags } = changed(marksOf(cell), change);
      const wanted = cellTypeOf(change.role ?? '') || cell.model.type;
      if (wanted !== cell.model.type && mayTurn(cell)) {
        this.turn(at, wanted, { own, tags });
      } else {
        // In one transaction of the notebook's own, which its undo takes back.
        this.panel.model?.sharedModel.transact(() => {
          put(cell, 'convergio', own, Object.keys(own).length > 0);
          put(cell, 'tags', tags, tags.length > 0);
        });
      }
    }
    this.drawSoon();
  }

  go(id: string): void {
    const at = this.ids().indexOf(id);
    if (at >= 0) {
      const { content } = this.panel;
      content.deselectAll();
      content.activeCellIndex = at;
      void content.scrollToItem(at);
      content.activate();
    }
  }

  insert(cells: NotebookCell[]): void {
    const { content, model } = this.panel;
    const at = content.activeCellIndex + 1;
    model?.sharedModel.insertCells(at, cells as never[]);
    content.deselectAll();
    content.activeCellIndex = at;
    void content.scrollToItem(at);
  }

  edition(): number {
    return this.edits;
  }

  previewed(): boolean {
    return this.previews.has(this.panel);
  }

  show(html: string, edition: number, front: boolean): void {
    this.previews.show(this.panel, html, front, () => void this.model.renew());
    if (edition !== this.edits) {
      this.previews.outdate(this.panel);
    }
  }

  notShown({ message, remedy }: ErrorInfo): void {
    this.previews.say(this.panel, `${message} ${remedy}`);
  }

  /** Nobody writes here any more, or nobody looks. */
  leave(): void {
    this.model.rest();
    window.clearTimeout(this.timer);
    this.panel.model?.contentChanged.disconnect(this.touched, this);
    this.panel.model?.metadataChanged.disconnect(this.touched, this);
    this.panel.content.activeCellChanged.disconnect(this.moved, this);
    this.panel.content.selectionChanged.disconnect(this.moved, this);
    if (!this.panel.isDisposed) {
      this.cells.forEach(cell => badgeOf(cell)?.remove());
    }
  }

  private get cells(): readonly Cell[] {
    return this.panel.content.widgets;
  }

  /** Makes a cell another one of the same id, with its marks; which cells are in use stays as it was. */
  private turn(at: number, type: string, { own, tags }: Marks): void {
    const { content, model } = this.panel;
    const { activeCellIndex } = content;
    const chosen = this.chosen();
    const { id, source, metadata } = this.cells[at].model.toJSON();
    const others: Fields = { ...metadata };
    delete others.tags;
    const cell = {
      ...{ id, source, cell_type: type },
      metadata: { ...others, convergio: own, ...(tags.length && { tags }) }
    };
    model?.sharedModel.transact(() => {
      model.sharedModel.deleteCell(at);
      model.sharedModel.insertCell(at, cell as never);
    });
    content.activeCellIndex = activeCellIndex;
    chosen.slice(1).forEach(other => content.select(this.cells[other]));
  }

  private edited(): void {
    this.edits++;
    this.previews.outdate(this.panel);
  }

  private touched(): void {
    this.model.touched();
    this.drawSoon();
  }

  private moved(): void {
    this.model.moved();
  }

  /** The notebook makes its cells as it hears of the same change, so badges come after it. */
  private drawSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw());
  }

  private draw(): void {
    const { lang } = this.options;
    const t = translator(lang);
    const parts = this.kind() === 'source' ? this.parts() : [];
    this.cells.forEach((cell, at) => {
      const words = parts[at] ? partTold(parts[at], t) : '';
      const badge = badgeOf(cell) ?? (words ? newBadge(cell, lang) : null);
      if (badge && badge.textContent !== words) {
        badge.textContent = words;
      }
      if (badge && cell.node.firstChild !== badge) {
        cell.node.prepend(badge);
      }
      if (badge && !words) {
        badge.remove();
      }
    });
  }
}

function marksOf(cell: Cell): Marks {
  const tags = cell.model.getMetadata('tags') as unknown;
  return {
    own: { ...(cell.model.getMetadata('convergio') as object | undefined) },
    tags: Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : []
  };
}

/** Whether it may become another kind of cell: not where it is locked, or waits to be told something. */
function mayTurn(cell: Cell): boolean {
  const waits = (cell as CodeCell).outputArea?.pendingInput;
  return !waits && cell.model.getMetadata('editable') !== false;
}

function put(cell: Cell, name: string, value: unknown, wanted: boolean): void {
  if (wanted) {
    cell.model.setMetadata(name, value);
  } else {
    cell.model.deleteMetadata(name);
  }
}

function badgeOf(cell: Cell): Element | null {
  return cell.node.querySelector(`:scope > .${BADGE}`);
}

function newBadge(cell: Cell, lang: string): Element {
  const badge = document.createElement('div');
  badge.className = BADGE;
  badge.lang = lang;
  cell.node.prepend(badge);
  if (cell.isPlaceholder()) {
    // Its parts are put before what is there.
    void cell.ready.then(() => badge.parentNode && cell.node.prepend(badge));
  }
  return badge;
}
