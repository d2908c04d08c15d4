import type { Translate } from '../i18n';

/** In which form an answer can be written. The examples are numbers that hardly any answer is made of. */
export function formOf(kind: string, unit: boolean, t: Translate): string {
  switch (kind) {
    case 'number':
      return unit
        ? t('A number with its unit, such as 17.5 km.')
        : t('A number, such as 17.5 or 17/29.');
    case 'expression':
      return t('A formula, such as 17*x + 29.');
    case 'set':
      return t('A set, such as {brackets}.', { brackets: '{17, 29}' });
    case 'interval':
      return t('An interval, such as [17, 29).');
    default:
      return '';
  }
}
