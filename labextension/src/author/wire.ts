import type { Receipt } from '../schema';

/** What is wrong in a lesson: where, what, and how to mend it. Cells count from 1; 0 is the whole lesson. */
export interface Finding {
  code: string;
  severity: 'error' | 'advice';
  cell: number;
  exercise: string;
  message: string;
  remedy: string;
}

/** A cell of a notebook. */
export interface NotebookCell {
  cell_type: string;
  source: string;
  metadata: { convergio?: Record<string, unknown>; tags?: string[] };
  id?: string;
}

/** What came of a draft; no cells where it was stopped. */
export interface Drafted {
  cells: NotebookCell[] | null;
  teacher: string;
  tries: number;
  receipts: Receipt[];
}

export const DRAFTS = ['task', 'problem', 'hint', 'quiz', 'card'] as const;
export type DraftKind = (typeof DRAFTS)[number];
