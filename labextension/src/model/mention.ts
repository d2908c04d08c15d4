import type { TeacherCard } from '../schema';

/** An unfinished `@name` before the caret. */
export interface Mention {
  /** Where the `@` stands. */
  start: number;
  typed: string;
}

/** The mention that the caret is in, if it is in one. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  return found ? { start: caret - found[1].length - 1, typed: found[1] } : null;
}

/** What the server takes for every teacher, in both languages. */
const EVERYBODY = ['all', 'everybody', 'everyone', 'tutti', 'tutte'];
const MOST_WRONG = 2;

/** Whether what was typed is the beginning of a word for every teacher. */
export function meansEverybody(typed: string): boolean {
  return EVERYBODY.some(word => word.startsWith(plain(typed)));
}

/**
 * Teachers whose name, id or subject begins with what was typed.
 *
 * Where there is none, and a word is there, those whose id is nearly it: for “@socrates” Socrate.
 */
export function matches(
  teachers: readonly TeacherCard[],
  typed: string
): TeacherCard[] {
  const wanted = plain(typed);
  const found = teachers.filter(teacher =>
    [teacher.id, ...teacher.name.split(/\s+/), teacher.subject].some(word =>
      plain(word).startsWith(wanted)
    )
  );
  const near = (id: string) => distance(plain(id), wanted) <= MOST_WRONG;
  return found.length || wanted.length <= 2 * MOST_WRONG
    ? found
    : teachers.filter(teacher => near(teacher.id));
}

/** How many letters must be put in, left out or changed to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (const [n, letter] of [...one].entries()) {
    const next = [n + 1];
    for (const [m, theirs] of [...other].entries()) {
      next.push(
        Math.min(row[m + 1] + 1, next[m] + 1, row[m] + Number(letter !== theirs))
      );
    }
    row = next;
  }
  return row[other.length];
}

/** The text with the mention finished, and where the caret goes. */
export function complete(
  text: string,
  caret: number,
  mention: Mention,
  id: string
): { text: string; caret: number } {
  const head = `${text.slice(0, mention.start)}@${id} `;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}

/** Code in fences and in backticks: what stands behind an @ there is a decorator, and nobody's name. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;

/** The first teacher that a question calls by `@id`; empty if none. */
export function mentioned(text: string, teachers: readonly TeacherCard[]): string {
  for (const [, name] of text
    .replace(CODE, ' ')
    .matchAll(/(?:^|[\s(])@([\p{L}\p{N}_-]+)/gu)) {
    const teacher = teachers.find(one => plain(one.id) === plain(name));
    if (teacher) {
      return teacher.id;
    }
  }
  return '';
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
