import { usePlace } from '../lesson/place';
import type { Board, Stuck } from './wire';

/** Who needs help now, who has waited longest first. */
export function Waiting({ board }: { board: Board }) {
  const { t } = usePlace();
  return (
    <section>
      <h3>{t('Who needs me now?')}</h3>
      {board.stuck.length === 0 ? (
        <p class="cvg-quiet">
          {board.learners.length === 0
            ? t('Nobody has come in yet. Give them the address and the code.')
            : t('Nobody is stuck at the moment.')}
        </p>
      ) : (
        <ol class="cvg-board-stuck">
          {board.stuck.map(each => (
            <li key={`${each.learner} ${each.lesson} ${each.exercise}`}>
              <One stuck={each} now={board.at} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function One({ stuck, now }: { stuck: Stuck; now: number }) {
  const { t } = usePlace();
  const minutes = Math.max(0, Math.round((now - stuck.since) / 60));
  return (
    <>
      <p>
        <strong>{stuck.name}</strong> · {stuck.place}
      </p>
      <p class="cvg-quiet">
        {t('for {minutes} min · attempts: {attempts} · hints: {hints}', {
          minutes,
          attempts: stuck.attempts,
          hints: stuck.hints
        })}
      </p>
      {stuck.answer.trim() && (
        <details>
          <summary>{t('The last answer')}</summary>
          <pre>{stuck.answer}</pre>
        </details>
      )}
    </>
  );
}
