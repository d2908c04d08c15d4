import type { Translate } from '../i18n';
import { excerpt } from '../markdown/excerpt';
import type { ErrorInfo } from '../schema';
import type { Checked, Hint } from './wire';

/** What came of a check, for those who listen. */
export function checkTold(result: Checked, t: Translate): string {
  const said = result.passed ? t('Right') : t('Not yet');
  const verdict = result.empty || result.sealed ? '' : `${said}.`;
  return [verdict, further(result.note, t), result.next].filter(Boolean).join(' ');
}

/** What a note says besides the verdict that stands beside it. */
export function further(note: string, t: Translate): string {
  return note === `${t('Right')}.` ? '' : note;
}

/** A hint, for those who listen. */
export function hintTold(hint: Hint | undefined, t: Translate): string {
  return hint ? `${titleOf(hint, t)}: ${excerpt(hint.text)}` : '';
}

/** What went wrong, for those who listen; nothing where nothing did. */
export function failed(problem: ErrorInfo | null): string {
  return problem ? `${problem.message} ${problem.remedy}` : '';
}

/** What a rung of the ladder is called. */
export function titleOf({ level }: Hint, t: Translate): string {
  const titles = [
    t('The goal once more'),
    t('The concept'),
    t('Where to look'),
    t('A similar example'),
    t('A part of the way')
  ];
  return titles[Math.min(level, titles.length - 1)];
}
