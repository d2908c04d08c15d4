import { useState } from 'preact/hooks';
import { usePlace } from '../lesson/place';
import type { BoardModel } from './board';
import { save } from './save';
import type { Led } from './wire';

/** What the leader decides for everybody. */
export function Lead({ model, led }: { model: BoardModel; led: Led }) {
  const { t } = usePlace();
  return (
    <header class="cvg-board-head">
      <div class="cvg-board-title">
        <h2>{led.title}</h2>
        {led.by_code && (
          <p>
            {t('Code of the class:')} <strong class="cvg-board-code">{led.code}</strong>
          </p>
        )}
      </div>
      <div class="cvg-board-row">
        <button
          type="button"
          class="cvg-button"
          aria-pressed={led.paused}
          onClick={() => void model.change({ paused: !led.paused })}
        >
          {led.paused ? t('Let the teachers answer again') : t('Pause the teachers')}
        </button>
        <button
          type="button"
          class="cvg-button"
          aria-pressed={led.exam}
          onClick={() => void model.change({ exam: !led.exam })}
        >
          {led.exam ? t('End the exam') : t('Begin an exam')}
        </button>
        <Files model={model} />
      </div>
      {(led.paused || led.exam) && (
        <p class="cvg-board-mode">
          {led.exam
            ? t('An exam is on: no teacher answers, and there are no hints.')
            : t('The teachers are paused; hints and checks work.')}
        </p>
      )}
      <Message model={model} led={led} />
    </header>
  );
}

function Message({ model, led }: { model: BoardModel; led: Led }) {
  const { t, announce } = usePlace();
  const [text, setText] = useState(led.message);
  const show = async (message: string) => {
    setText(message);
    await model.change({ message });
    announce(
      message.trim() ? t('Everybody can read it now.') : t('The message is gone.')
    );
  };
  const send = (event: Event) => {
    event.preventDefault();
    void show(text);
  };
  return (
    <form class="cvg-board-row" onSubmit={send}>
      <label class="cvg-board-grow">
        <span class="cvg-label">{t('A message to the class')}</span>
        <input
          class="cvg-box"
          value={text}
          maxLength={500}
          onInput={event => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="cvg-button" disabled={text.trim() === led.message}>
        {t('Show it to everybody')}
      </button>
      {led.message && (
        <button type="button" class="cvg-button" onClick={() => void show('')}>
          {t('Take the message back')}
        </button>
      )}
    </form>
  );
}

function Files({ model }: { model: BoardModel }) {
  const { t } = usePlace();
  const file = async (form: 'csv' | 'xapi') => {
    const text = await model.file(form, window.location.origin);
    if (text) {
      save(text, form === 'csv' ? 'class.csv' : 'class.xapi.json');
    }
  };
  return (
    <>
      <button type="button" class="cvg-button" onClick={() => void file('csv')}>
        {t('Save as CSV')}
      </button>
      <button type="button" class="cvg-button" onClick={() => void file('xapi')}>
        {t('Save as xAPI')}
      </button>
    </>
  );
}
