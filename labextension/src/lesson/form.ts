import type { Translate } from '../i18n';

/** In which form an answer can be written. */
export function formOf(kind: string, unit: boolean, t: Translate): string {
  switch (kind) {
    case 'number':
      return unit
        ? t('A number with its unit, such as 5 km.')
        : t('A number, such as 0.75 or 3/4.');
    case 'expression':
      return t('A formula, such as 2*x + 1.');
    case 'set':
      return t('A set, such as {brackets}.', { brackets: '{1, 2}' });
    case 'interval':
      return t('An interval, such as [0, 3).');
    default:
      return '';
  }
}
