import type { ErrorInfo } from '../schema';
import type { Head, Kind } from './head';
import type { Change, Part } from './parts';
import type { NotebookCell } from './wire';

/** The notebook in which a lesson is written, as it is in the editor. */
export interface Desk {
  /** Its name, for people. */
  readonly name: string;
  /** Where it lies on the server. */
  readonly path: string;
  kind(): Kind;
  head(): Head | null;
  setHead(head: Head): void;
  /** The head that it would get as a lesson. */
  firstHead(): Head;
  unsetHead(): void;
  /** All of it, as a file holds it; what came out of its code only where that is wished for. */
  notebook(outputs: boolean): unknown;
  /** Ids of its cells, in order. */
  ids(): string[];
  parts(): Part[];
  /** The places of the cells that are in use, the active one first. */
  chosen(): number[];
  /** A cell whose new role is for another kind of cell becomes one, in one step that can be undone. */
  change(places: number[], change: Change): void;
  /** What kind of cell it is: `code`, `markdown` or `raw`. */
  typeOf(at: number): string;
  source(at: number): string;
  /** Brings a cell into use, and the keyboard to it. */
  go(id: string): void;
  /** Puts cells below the active one, in one step that can be undone. */
  insert(cells: NotebookCell[]): void;
  /** Counts what was changed. */
  edition(): number;
  /** Whether a preview is open. */
  previewed(): boolean;
  /** Shows a page that learners would read of an edition, and brings it to the front or leaves it where it is. */
  show(html: string, edition: number, front: boolean): void;
  /** Says in an open preview why there is no newer one. */
  notShown(problem: ErrorInfo): void;
}
