import { money, place, seconds } from '../format';
import type { Translate } from '../i18n';
import { Part, PRINCIPAL } from './turn';

/** Who parts a question, and who brings it together, does so for two others at least. */
const FEWEST = 3;

/** What the teacher of a part did, where it was not to answer the whole question. */
export function didOf(parts: readonly Part[], at: number, t: Translate): string {
  const leads = parts.length >= FEWEST && parts[at].teacher === PRINCIPAL;
  if (leads && at === parts.length - 1) {
    return t('brought it together');
  }
  if (leads && at === 0 && !parts[0].question && parts[1].question) {
    return t('parted the question');
  }
  return parts[at].question ?? '';
}

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
