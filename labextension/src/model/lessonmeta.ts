/** What a notebook says of itself as a lesson. */
export interface LessonMeta {
  /** Its id, with its language behind it. */
  name: string;
  lang: string;
  course: string;
  /** The id of who teaches it; empty where it names nobody. */
  teacher: string;
}

/** The lesson in a notebook's metadata of ours; anybody may have written them. */
export function lessonOf(found: unknown): LessonMeta | null {
  const lesson = (found as { lesson?: Record<string, unknown> } | null | undefined)
    ?.lesson;
  const text = (name: string) => {
    const value = lesson?.[name];
    return typeof value === 'string' ? value : '';
  };
  const id = text('id');
  const lang = text('lang');
  const name = lang ? `${id}/${lang}` : id;
  return id ? { name, lang, course: text('course'), teacher: text('teacher') } : null;
}

/** The exercise that a cell holds the answer to; empty where it holds none. */
export function answerOf(found: unknown): string {
  const { role, ex } = (found ?? {}) as { role?: unknown; ex?: unknown };
  return role === 'answer' && typeof ex === 'string' ? ex : '';
}

/** The ids of the questions that a cell asks. */
export function questionsOf(found: unknown): string[] {
  const { role, quiz } = (found ?? {}) as { role?: unknown; quiz?: unknown };
  const items: unknown[] = role === 'quiz' && Array.isArray(quiz) ? quiz : [];
  return items
    .map(item => (item as { id?: unknown } | null)?.id)
    .filter((id): id is string => typeof id === 'string');
}

/** Whether a cell asks an open question. */
export function asksToReflect(found: unknown): boolean {
  return ((found ?? {}) as { role?: unknown }).role === 'reflect';
}

/** Whether a cell is one that learners never get: then the notebook is its author's. */
export function isAuthors(found: unknown): boolean {
  const { role } = (found ?? {}) as { role?: unknown };
  return role === 'hint' || role === 'solution' || role === 'note';
}
