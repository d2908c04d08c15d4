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

/** Teachers whose name, id or subject begins with what was typed. */
export function matches(
  teachers: readonly TeacherCard[],
  typed: string
): TeacherCard[] {
  const wanted = plain(typed);
  return teachers.filter(teacher =>
    [teacher.id, ...teacher.name.split(/\s+/), teacher.subject].some(word =>
      plain(word).startsWith(wanted)
    )
  );
}

/** The text with the mention finished, and where the caret goes. */
export function complete(
  text: string,
  caret: number,
  mention: Mention,
  teacher: TeacherCard
): { text: string; caret: number } {
  const head = `${text.slice(0, mention.start)}@${teacher.id} `;
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
