/** The part that a cell plays in a lesson, as its metadata and tags say, and how they change. */

/** As `learning/lesson/roles.py` has them. */
export const ROLES = [
  'intro',
  'worked',
  'task',
  'answer',
  'check',
  'hint',
  'solution',
  'quiz',
  'card',
  'reflect',
  'note'
] as const;
export const LEVELS = ['6-8', '9-11', '12-14', '15-19', 'adult'];
export const GUARDS = ['socratic', 'coach', 'open', 'exam'];
export const KEY_KINDS = ['number', 'expression', 'set', 'interval', 'text', 'choice'];
const OF_EXERCISE = ['task', 'answer', 'check', 'hint', 'solution'];
const OF_TEXT = ['task', 'hint', 'solution', 'quiz', 'card', 'reflect'];
const OF_CODE = ['answer', 'check'];
const HIGHEST_HINT = 4;
const TAG = 'cvg-';

export type Fields = Record<string, unknown>;

/** What a cell's metadata hold that is about its part. */
export interface Marks {
  /** Those of ours. */
  own: Fields;
  tags: string[];
}

/** The right answer where it is no code. */
export interface Key {
  kind: string;
  answer: string;
  /** What is right, too. */
  accepted: string[];
  /** Among what there is to choose. */
  among: string[];
  unit: string;
  /** How far off an answer may be: `0.5` in its unit, or `1 %` of it. */
  tolerance: string;
}

export interface Part {
  role: string;
  exercise: string;
  /** Of a hint; 0 where none is said. */
  level: number;
  key: Key | null;
  /** What a task or a quiz trains, by their ids. */
  skills: string[];
}

/** What an author says of a cell anew; what is left out stays. */
export interface Change {
  role?: string;
  exercise?: string;
  level?: number;
  key?: Key | null;
  skills?: string[];
}

/** The kind of cell that a role is for; none where it may be text or code. */
export function cellTypeOf(role: string): 'markdown' | 'code' | '' {
  return OF_TEXT.includes(role) ? 'markdown' : OF_CODE.includes(role) ? 'code' : '';
}

/** Whether a cell with this role says what is trained. */
export function trains(role: string): boolean {
  return role === 'task' || role === 'quiz';
}

export function belongsToExercise(role: string): boolean {
  return OF_EXERCISE.includes(role);
}

/** The part of a cell: the metadata count before a tag, as the validator reads it. */
export function partOf({ own, tags }: Marks): Part {
  const level = own.level;
  return {
    role: text(own.role) || tagged(tags)?.slice(TAG.length) || '',
    exercise: text(own.ex),
    level: typeof level === 'number' ? level : 0,
    key: keyOf(own.key),
    skills: textsIn(own.skills)
  };
}

/** The parts of all cells, where one that names no exercise belongs to the task above it. */
export function partsOf(cells: Marks[]): Part[] {
  let exercise = '';
  return cells.map(cell => {
    const part = partOf(cell);
    exercise = part.exercise || (part.role === 'task' ? '' : exercise);
    return belongsToExercise(part.role) ? { ...part, exercise } : part;
  });
}

/** A cell's marks after a change. A role stays where it was said, in a tag or in the metadata. */
export function changed(marks: Marks, change: Change): Marks {
  const before = partOf(marks);
  const role = change.role ?? before.role;
  const exercise = change.exercise ?? before.exercise;
  const level = change.level ?? before.level;
  const key = change.key === undefined ? before.key : change.key;
  const own: Fields = { ...marks.own };
  const byTag = !!tagged(marks.tags);
  put(own, 'role', role && (!byTag || own.role) ? role : '');
  put(own, 'ex', belongsToExercise(role) || role === 'quiz' ? exercise : '');
  put(own, 'level', role === 'hint' && level ? level : '');
  if (change.key !== undefined || role !== 'answer') {
    put(own, 'key', role === 'answer' && key ? writtenKey(own.key, key) : '');
  }
  if (change.skills) {
    put(own, 'skills', change.skills.length ? change.skills : '');
  }
  if (Object.keys(own).every(name => name === 'v')) {
    delete own.v;
  } else {
    own.v ??= 1;
  }
  return { own, tags: retagged(marks.tags, role, byTag) };
}

/** The exercise that a cell in place `at` most likely belongs to, if it gets a role. */
export function suggestedExercise(
  role: string,
  parts: Part[],
  at: number,
  source: string
): string {
  if (!belongsToExercise(role)) {
    return '';
  }
  if (role === 'task') {
    const taken = parts.map(part => part.exercise);
    const name = slug(/^#+\s+(.+)$/m.exec(source)?.[1] ?? '') || 'exercise';
    return taken.includes(name) || name === 'exercise' ? numbered(name, taken) : name;
  }
  const above = parts.slice(0, at).reverse();
  return [...above, ...parts.slice(at)].find(part => part.exercise)?.exercise ?? '';
}

/** The next rung of an exercise's ladder. */
export function suggestedLevel(exercise: string, parts: Part[]): number {
  const taken = parts
    .filter(part => part.role === 'hint' && part.exercise === exercise)
    .map(part => part.level);
  return Math.min(Math.max(0, ...taken) + 1, HIGHEST_HINT);
}

/** An id that the format allows, from any words. */
export function slug(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

function numbered(name: string, taken: string[]): string {
  let number = 1;
  while (taken.includes(`${name}-${number}`)) {
    number++;
  }
  return `${name}-${number}`;
}

function tagged(tags: string[]): string | undefined {
  return tags.find(tag => (ROLES as readonly string[]).includes(tag.slice(TAG.length)));
}

function retagged(tags: string[], role: string, byTag: boolean): string[] {
  const others = tags.filter(tag => !tag.startsWith(TAG));
  return byTag && role ? [...others, TAG + role] : byTag ? others : tags;
}

/** Writes a field, or takes it away where there is nothing to write. */
export function put(own: Fields, name: string, value: unknown): void {
  if (value === '') {
    delete own[name];
  } else {
    own[name] = value;
  }
}

function keyOf(found: unknown): Key | null {
  if (!found || typeof found !== 'object') {
    return null;
  }
  const { kind, answer, accepted, among, unit, tolerance, relative } = found as Fields;
  const share =
    typeof relative === 'number' ? `${+(relative * 100).toPrecision(9)} %` : '';
  return {
    kind: text(kind) || 'text',
    answer: said(answer),
    accepted: textsIn(accepted),
    among: textsIn(among),
    unit: said(unit),
    tolerance: said(tolerance) || share
  };
}

/** The key with what the form knows nothing of. */
function writtenKey(before: unknown, key: Key): Fields {
  const own: Fields = { ...(before as Fields | undefined) };
  own.kind = key.kind;
  own.answer = key.answer;
  put(own, 'accepted', key.accepted.length ? key.accepted : '');
  put(own, 'among', key.kind === 'choice' && key.among.length ? key.among : '');
  const isNumber = key.kind === 'number';
  put(own, 'unit', isNumber ? key.unit : '');
  const allowed = isNumber ? key.tolerance.trim().replace(',', '.') : '';
  const share = /^([0-9.]+) ?%$/.exec(allowed);
  if (share || own.tolerance === undefined) {
    put(own, 'relative', share ? Number(share[1]) / 100 : '');
  }
  const size = Number(allowed);
  // What is no number stays as it is written: the findings say what is wrong with it.
  put(own, 'tolerance', share || size === 0 ? '' : Number.isNaN(size) ? allowed : size);
  return own;
}

/** The texts in a list of metadata. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(said).filter(Boolean) : [];
}

function said(value: unknown): string {
  return typeof value === 'number' ? String(value) : text(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
