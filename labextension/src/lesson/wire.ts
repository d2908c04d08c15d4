import type { ErrorInfo } from '../schema';

/** One part of what was checked; of a hidden part only the number is told. */
export interface Said {
  passed: boolean;
  label: string;
  note: string;
}

/** What came of an attempt. */
export interface Checked {
  passed: boolean;
  parts: Said[];
  note: string;
  next: string;
  number: number;
  assisted: boolean;
  printed: string;
  empty: boolean;
  /** Nothing else is told of it before an exam is over. */
  sealed?: boolean;
}

/** A rung of the ladder; `left` more can be had. */
export interface Hint {
  level: number;
  text: string;
  left: number;
}

/** An exercise as a learner may hold it, and where they stand in it. */
export interface Exercise {
  kind: string;
  unit: boolean;
  task: string;
  stub: string;
  attempts: number;
  solved: boolean;
  assisted: boolean;
  hints: Hint[];
  hints_left: number;
  /** The next hint goes a part of the way, and counts as help. */
  hint_helps: boolean;
  /** After how many further attempts the solution may be seen; -1 is never. */
  solution_in: number;
  /** It, once it was seen. */
  solution: string;
  draft: string;
  draft_at: number;
  last: Checked | null;
  /** What was checked then. */
  answer: string;
  in_exam?: boolean;
}

/** What a draft became: when it was kept, and what another tab had kept since. */
export interface Kept {
  at: number;
  displaced: string;
}

export type ItemType =
  'single' | 'multiple' | 'truefalse' | 'number' | 'text' | 'order' | 'match' | 'cloze';

/** What a question can be answered with; each type takes its own form. */
export type Given =
  number | string | (number | null)[] | { [gap: string]: string } | null;

/** What an answer to a question is worth. Of options that were not chosen `parts` says nothing. */
export interface Graded {
  share: number;
  parts: (boolean | null)[];
  notes: string[];
  correct: boolean;
  unreadable: boolean;
  /** Nothing else is told of it before an exam is over. */
  sealed?: boolean;
  explain: string;
  /** There is an explanation, for who asks for it. */
  explains: boolean;
  attempts?: number;
  solved?: boolean;
  assisted?: boolean;
}

/** A question as a learner may hold it, and where they stand in it. */
export interface Item {
  id: string;
  type: ItemType;
  text: string;
  options?: string[];
  unit?: boolean;
  steps?: string[];
  left?: string[];
  partners?: string[];
  gaps?: string[];
  attempts: number;
  solved: boolean;
  assisted: boolean;
  draft: { text: string; at: number };
  given: Given;
  last: Graded | null;
}

export interface Quiz {
  items: Item[];
}

/** Where an exercise or a quiz stands, and who answers for it. */
export interface Place {
  lesson: string;
  course: string;
  lang: string;
}

/** Calls by name. */
export type Call = <T>(method: string, params: Record<string, unknown>) => Promise<T>;

/** What went wrong, as a sentence and a next step. */
export function problemOf(error: unknown): ErrorInfo {
  const info = (error as { info?: ErrorInfo } | null)?.info;
  return info ?? { code: 'internal', message: String(error), remedy: '' };
}
