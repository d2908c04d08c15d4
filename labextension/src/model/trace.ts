import { money, place, seconds } from '../format';
import type { Translate } from '../i18n';
import type { Part } from './turn';

/** How a part came about, in a few words each. One that code wrote has no receipt, and says that. */
export function factsOf(part: Part, lang: string, t: Translate): string[] {
  const { receipt, error } = part;
  const used = (part.steps ?? []).map(step => step.title).join(', ');
  const facts = [
    receipt && place(receipt.place, t),
    receipt && (receipt.label || receipt.model),
    receipt?.total_ms ? seconds(receipt.total_ms, lang) : '',
    receipt && money(receipt.cost_micro ?? 0, lang),
    !receipt && part.finished === 'complete' && t('no model was asked'),
    used && t('Used: {tool}', { tool: used }),
    error?.message
  ];
  return facts.filter(fact => typeof fact === 'string' && fact !== '') as string[];
}
