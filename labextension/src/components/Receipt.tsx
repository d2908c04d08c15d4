import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { bytes, count, money, place, seconds } from '../format';
import type { Translate } from '../i18n';
import type { Candidate, Receipt } from '../schema';
import { Icon } from './Icon';
import { useChat, useSurface } from './surface';
import { Words } from './Words';

/** The rule of an answer that is quoted, so that no model was asked. */
const QUOTED = 'prepared';

/** One quiet line about where an answer came from; it unfolds. */
export function ReceiptLine({ receipt }: { receipt: Receipt }) {
  const { chat, t, lang } = useSurface();
  const visitor = useChat(state => state.home?.visitor);
  const [open, setOpen] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (open) {
      details.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [open]);
  return (
    <div class="cvg-receipt">
      {receipt.notice && !warningOf(receipt) && (
        <p class="cvg-muted cvg-receipt-notice">
          <Words text={receipt.notice} />
        </p>
      )}
      <details
        class="cvg-details"
        onToggle={event => setOpen(event.currentTarget.open)}
        ref={details}
      >
        <summary>
          <span class={receipt.place === 'local' ? 'cvg-local' : 'cvg-cloud'}>
            {place(receipt.place, t)}
          </span>
          {' · '}
          {isMadeUp(receipt) ? t('demo model') : receipt.label || receipt.model}
          {' · '}
          {money(receipt.cost_micro ?? 0, lang)}
        </summary>
        {open && <Facts receipt={receipt} />}
      </details>
      {receipt.demo && !visitor && (
        <button type="button" class="cvg-link" onClick={() => chat.show('models')}>
          {t('use a better one')}
        </button>
      )}
    </div>
  );
}

/** What is to be known before reading words that the demo model made up. */
export function warningOf(receipt?: Receipt): string {
  return receipt && isMadeUp(receipt) ? (receipt.notice ?? '') : '';
}

function isMadeUp({ demo, rule }: Receipt): boolean {
  return !!demo && rule !== QUOTED;
}

function Facts({ receipt }: { receipt: Receipt }) {
  const { t, lang } = useSurface();
  const rows = facts(receipt, t, lang).filter(([, value]) => value);
  return (
    <>
      <dl class="cvg-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Words text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {receipt.candidates && receipt.candidates.length > 1 && (
        <Candidates list={receipt.candidates} />
      )}
    </>
  );
}

function facts(r: Receipt, t: Translate, lang: string): [string, string][] {
  return [
    [t('Why'), r.rule === QUOTED && r.notice ? '' : r.reason], // The notice above says it.
    [t('Model'), `${r.label || r.model} (${r.provider})`],
    [t('Where'), where(r, t)],
    [t('Sent to'), sent(r, t, lang)],
    [t('Tokens'), tokens(r, t, lang)],
    [t('Time'), time(r, t, lang)],
    [t('Cost'), cost(r, t, lang)],
    [t('Remembered from before'), (r.recalled ?? []).join(' · ')],
    [t('First draft'), r.draft_by ?? ''],
    [t('Instead'), r.alternative ? instead(r, t, lang) : '']
  ];
}

function cost(r: Receipt, t: Translate, lang: string): string {
  if (r.cost_micro === undefined) {
    return '';
  }
  const sum = money(r.cost_micro, lang);
  return r.assumed_price
    ? t('{sum}, at most: the price of this model is not known', { sum })
    : sum;
}

function where({ place: at, region = 'unknown' }: Receipt, t: Translate): string {
  const known = ['eu', 'us'].includes(region);
  return known ? `${place(at, t)}, ${region.toUpperCase()}` : place(at, t);
}

function sent(
  { sent_to: to, sent_bytes: size }: Receipt,
  t: Translate,
  lang: string
): string {
  if (!to) {
    return '';
  }
  return size ? t('{host}, {size}', { host: to, size: bytes(size, lang) }) : to;
}

function tokens({ tokens: n }: Receipt, t: Translate, lang: string): string {
  if (!n) {
    return '';
  }
  const values = { in: count(n.input, lang), out: count(n.output, lang) };
  return n.estimated
    ? t('{in} read, {out} written (our count)', values)
    : t('{in} read, {out} written', values);
}

function time(r: Receipt, t: Translate, lang: string): string {
  if (!r.total_ms) {
    return '';
  }
  const total = seconds(r.total_ms, lang);
  return r.first_token_ms
    ? t('{total}, first words after {first}', {
        total,
        first: seconds(r.first_token_ms, lang)
      })
    : total;
}

function instead(r: Receipt, t: Translate, lang: string): string {
  return t('{model} would have cost {cost}', {
    model: r.alternative ?? '',
    cost: money(r.alternative_micro ?? 0, lang)
  });
}

/** Why a model was left out, in words. */
function leftOut(rule: string, t: Translate): string {
  switch (rule) {
    case 'local_only':
      return t('everything stays on this computer');
    case 'private':
      return t('the question is private');
    case 'region':
      return t('it is not marked EU');
    case 'blocked':
      return t('it is not allowed here');
    case 'blind':
      return t('it cannot look at pictures');
    case 'budget':
      return t('the budget is used up');
    case 'not_ready':
      return t('it is not ready');
    default:
      return rule;
  }
}

function Candidates({ list }: { list: Candidate[] }) {
  const { t, lang } = useSurface();
  return (
    <details class="cvg-details">
      <summary>{t('Models that were considered')}</summary>
      <ul class="cvg-candidates">
        {list.map(one => (
          <li key={one.provider + one.model}>
            {one.refused ? <Icon name="close" /> : <Icon name="check" />}
            <span>
              {one.model} · {place(one.place, t)} ·{' '}
              {money(one.estimate_micro ?? 0, lang)}
              {one.refused && (
                <span class="cvg-muted">
                  {' '}
                  ·{' '}
                  {t('left out: {rule}', {
                    rule: leftOut(one.refused, t)
                  })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
