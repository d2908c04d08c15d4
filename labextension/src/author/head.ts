import { type Fields, put, slug, textsIn } from './parts';

/** What a notebook says of itself as a lesson, as a form shows it. */
export interface Head {
  id: string;
  title: string;
  lang: string;
  level: string;
  teacher: string;
  guard: string;
  /** By their ids, as all that follows. */
  skills: string[];
  prereqs: string[];
  /** That it takes; 0 where nobody says. */
  minutes: number;
  /** After how many attempts the solution may be seen; 0 is never. */
  solutionAfter: number;
}

/** What is opened: no lesson yet, a lesson's source, or what learners get of one. */
export type Kind = 'none' | 'source' | 'built';

/** Cells that only `convergio lesson build` writes. */
const BUILT = ['convergio-setup', 'convergio-ask', 'convergio-ask-title'];

export function kindOf(metadata: unknown, ids: string[]): Kind {
  if (ids.some(id => BUILT.includes(id))) {
    return 'built';
  }
  return lessonIn(metadata) ? 'source' : 'none';
}

export function headOf(metadata: unknown): Head | null {
  const lesson = lessonIn(metadata);
  const text = (name: string) => {
    const value = lesson?.[name];
    return typeof value === 'string' ? value : '';
  };
  return (
    lesson && {
      id: text('id'),
      title: text('title'),
      lang: text('lang'),
      level: text('level'),
      teacher: text('teacher'),
      guard: text('guard') || 'socratic',
      skills: textsIn(lesson.skills),
      prereqs: textsIn(lesson.prereqs),
      minutes: count(lesson.minutes),
      solutionAfter: count((lesson.hints as Fields | undefined)?.solution_after)
    }
  );
}

/** Metadata of ours after a change of the form; what the form does not show stays. */
export function withHead(metadata: unknown, head: Head): Fields {
  const before = (metadata ?? {}) as Fields;
  const { solutionAfter, minutes, ...said } = head;
  const lesson: Fields = { v: 1, ...lessonIn(metadata), ...said };
  const hints: Fields = { ...(lesson.hints as Fields | undefined) };
  put(hints, 'solution_after', solutionAfter || '');
  put(lesson, 'hints', Object.keys(hints).length ? hints : '');
  put(lesson, 'minutes', minutes || '');
  return { ...before, lesson };
}

/** Metadata of ours of a notebook that is no lesson any more. */
export function withoutHead(metadata: unknown): Fields {
  const others = { ...(metadata as Fields | null | undefined) };
  delete others.lesson;
  return others;
}

/** A first guess for a notebook that becomes a lesson: id from its file, title from its first heading. */
export function firstHead(path: string, sources: string[], lang: string): Head {
  const file = (path.split('/').at(-1) ?? '').replace(/\.ipynb$/, '');
  const heading = sources
    .map(source => /^#+\s+(.+?)\s*$/m.exec(source)?.[1])
    .find(Boolean);
  return {
    id: slug(file) || 'lesson-1',
    title: heading ?? file,
    lang,
    level: '12-14',
    teacher: 'ali',
    guard: 'socratic',
    skills: [],
    prereqs: [],
    minutes: 0,
    solutionAfter: 3
  };
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : 0;
}

function lessonIn(metadata: unknown): Fields | null {
  const lesson = (metadata as { lesson?: unknown } | null | undefined)?.lesson;
  return lesson && typeof lesson === 'object' ? (lesson as Fields) : null;
}
