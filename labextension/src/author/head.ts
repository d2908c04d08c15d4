import { type Fields, slug } from './parts';

/** What a notebook says of itself as a lesson, as a form shows it. */
export interface Head {
  id: string;
  title: string;
  lang: string;
  level: string;
  teacher: string;
  guard: string;
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
      guard: text('guard') || 'socratic'
    }
  );
}

/** Metadata of ours after a change of the form; what the form does not show stays. */
export function withHead(metadata: unknown, head: Head): Fields {
  const before = (metadata ?? {}) as Fields;
  return { ...before, lesson: { v: 1, ...lessonIn(metadata), ...head } };
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
    guard: 'socratic'
  };
}

function lessonIn(metadata: unknown): Fields | null {
  const lesson = (metadata as { lesson?: unknown } | null | undefined)?.lesson;
  return lesson && typeof lesson === 'object' ? (lesson as Fields) : null;
}
