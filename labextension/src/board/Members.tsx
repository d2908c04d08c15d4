import { useState } from 'preact/hooks';
import { usePlace, useStore } from '../lesson/place';
import type { BoardModel } from './board';
import type { Member } from './wire';

/** Names, and the codes by which somebody comes back: hidden, as a wall screen shows them, too. */
export function Members({ model }: { model: BoardModel }) {
  const { t } = usePlace();
  const { members, names } = useStore(model);
  return (
    <section>
      <h3>{t('Names')}</h3>
      <label class="cvg-board-check">
        <input
          type="checkbox"
          checked={names}
          onChange={event => void model.showNames(event.currentTarget.checked)}
        />{' '}
        {t('Show names, on this page and in files')}
      </label>
      {names && members === null && (
        <button
          type="button"
          class="cvg-button"
          onClick={() => void model.showMembers()}
        >
          {t('Show return codes, or take somebody out')}
        </button>
      )}
      {names && members !== null && (
        <ul class="cvg-board-members">
          {members.map(each => (
            <li key={each.id}>
              <One member={each} onRemove={() => void model.remove(each.id)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function One({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const { t } = usePlace();
  const [sure, setSure] = useState(false);
  return (
    <>
      <strong>{member.nickname}</strong> <code>{member.return_code}</code>{' '}
      {sure ? (
        <>
          <span>{t('All that they did is deleted, too.')}</span>{' '}
          <button type="button" class="cvg-button" onClick={onRemove}>
            {t('Delete it')}
          </button>{' '}
          <button type="button" class="cvg-link" onClick={() => setSure(false)}>
            {t('Keep it')}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="cvg-link"
          aria-label={t('Take {name} out', { name: member.nickname })}
          onClick={() => setSure(true)}
        >
          {t('Take out')}
        </button>
      )}
    </>
  );
}
