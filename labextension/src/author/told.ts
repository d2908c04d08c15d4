import type { Translate } from '../i18n';
import type { Chosen } from './author';
import { cellTypeOf } from './parts';
import type { Finding } from './wire';

/** How much there is to mend, as a sentence. */
export function foundTold(found: Finding[], whole: boolean, t: Translate): string {
  const errors = found.filter(each => each.severity === 'error').length;
  const advice = found.length - errors;
  const sentences = [];
  if (errors) {
    sentences.push(
      errors === 1
        ? t('1 thing to mend.')
        : t('{count} things to mend.', { count: errors })
    );
  }
  if (advice) {
    sentences.push(
      advice === 1
        ? t('1 piece of advice.')
        : t('{count} pieces of advice.', { count: advice })
    );
  }
  if (!found.length) {
    sentences.push(
      whole ? t('Nothing to mend.') : t('Nothing to mend so far; nothing was run.')
    );
  }
  return sentences.join(' ');
}

/** What a role is called. */
export function roleTold(role: string, t: Translate): string {
  const names: Record<string, string> = {
    intro: t('Introduction'),
    worked: t('Worked example'),
    task: t('Task'),
    answer: t('Answer'),
    check: t('Check'),
    hint: t('Hint'),
    solution: t('Solution in words'),
    quiz: t('Quiz'),
    card: t('Card'),
    reflect: t('Open question'),
    note: t('Note for educators')
  };
  return names[role] ?? (role ? t('Unknown role: {role}', { role }) : t('No role'));
}

/** What is to be said of the kind of a cell, for its role; empty where that is nothing. */
export function fittingTold({ part, type, turned }: Chosen, t: Translate): string {
  const wanted = cellTypeOf(part.role);
  if (turned) {
    return type === 'code'
      ? t('It is a cell for code now. Undo in the notebook turns it back.')
      : t('It is a cell for text now. Undo in the notebook turns it back.');
  }
  if (!wanted || wanted === type) {
    return '';
  }
  return wanted === 'code'
    ? t('This role is for a cell with code, and this one holds none.')
    : t('This role is for a cell with text, and this one is not.');
}

/** The part of a cell in a few words, for its badge; empty where it plays none. */
export function partTold(
  part: { role: string; exercise: string; level: number },
  t: Translate
): string {
  if (!part.role) {
    return '';
  }
  const level = part.role === 'hint' && part.level ? ` ${part.level}` : '';
  return [roleTold(part.role, t) + level, part.exercise].filter(Boolean).join(' · ');
}
