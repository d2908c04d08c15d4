import type { Attachment } from '../schema';

/** A cell as a teacher may see it. */
export interface CellView {
  /** What its text is: of a cell in Markdown it is no code. */
  kind: 'cell' | 'selection';
  /** What people call it, for example 7 for `[7]`; 0 where it has no number yet. */
  number: number;
  /** Source, and for an error its traceback. */
  text: string;
}

/** Where in a lesson somebody is. Teachers see the work there, and keep its answers back. */
export interface LessonPlace {
  /** Its id, with its language behind it. */
  lesson: string;
  /** The exercise whose answer the cursor is in; empty where it is elsewhere. */
  exercise: string;
  /** The id of who teaches it, as the notebook says; it may be nobody's. */
  teacher: string;
}

/** What is open now. Nothing of it leaves the page until a question carries it. */
export interface NotebookView {
  name: string;
  active?: CellView;
  error?: CellView;
  /** The whole notebook as text, shortened to what a question can carry. */
  lesson?: string;
  /** All cells with what came out, as JSON, for the tool that reads a notebook. */
  cells?: () => string;
  /** The same with the variables of its kernel; null where they cannot be had. Only where that speaks Python. */
  cellsAndVariables?: () => Promise<string | null>;
}

/** The notebook beside the chat, as far as a chat needs one. */
export interface NotebookContext {
  view(): NotebookView | null;
  /** Where in a lesson the reader is; null where the notebook is none, or is its author's. */
  place?(): LessonPlace | null;
  onChange(listener: () => void): () => void;
  /** Puts code into the notebook, undoable; false where no cell can take it. */
  insert(code: string): boolean;
  /** Opens a file of the course, given from where the server stands. */
  open(path: string): void;
}

/** Something to do with what is open: a sentence on a button, and what it asks. */
export interface Suggestion {
  id: 'error' | 'cell' | 'lesson';
  number: number;
  attachment: Attachment;
}

/** At most three things that fit the open notebook. `label` names a cell for people. */
export function suggestions(
  view: NotebookView | null,
  label: (number: number) => string
): Suggestion[] {
  if (!view) {
    return [];
  }
  const found: Suggestion[] = [];
  const { active, error } = view;
  if (error) {
    found.push(suggest('error', error, label, 'error'));
  }
  if (active?.text.trim()) {
    const failed =
      error?.number === active.number && error.text.startsWith(active.text);
    found.push(
      failed ? suggest('cell', error, label, 'error') : suggest('cell', active, label)
    );
  }
  if (view.lesson?.trim()) {
    const attachment: Attachment = {
      kind: 'selection',
      label: view.name,
      text: view.lesson
    };
    found.push({ id: 'lesson', number: 0, attachment });
  }
  return found;
}

function suggest(
  id: Suggestion['id'],
  cell: CellView,
  label: (number: number) => string,
  kind: Attachment['kind'] = cell.kind
): Suggestion {
  const attachment = { kind, label: label(cell.number), text: cell.text };
  return { id, number: cell.number, attachment };
}
