import { useEffect, useRef, useState } from 'preact/hooks';
import { ago } from '../format';
import type { Translate } from '../i18n';
import type { Fact } from '../model/memory';
import { Icon } from './Icon';
import { Permits } from './Permits';
import { onePress } from './press';
import { SidePage } from './SidePage';
import { useChat, useSurface } from './surface';
import { Talks } from './Talks';
import { Typed } from './Typed';

/** What is remembered of the learner, and all that can be done about it. */
export function Memory() {
  const { chat, t } = useSurface();
  const memory = useChat(state => state.memory);
  return (
    <SidePage of="memory" busy={!memory}>
      <p class="cvg-muted">
        {t(
          'What you said about yourself. Teachers are told what fits a question; nothing is remembered of a private one.'
        )}
      </p>
      {!memory && <p class="cvg-muted">{t('Loading…')}</p>}
      {memory && !memory.on && (
        <p>
          {t(
            'Memory is off here: nothing new is remembered, and teachers are told none of this.'
          )}
        </p>
      )}
      {memory?.on && (
        <Line
          label={t('Write something down')}
          done={t('Remember')}
          save={text => void chat.memory.add(text)}
        />
      )}
      {memory?.forgotten && <Undo key={memory.forgotten.id} fact={memory.forgotten} />}
      {memory?.facts.length === 0 && memory.talks.length === 0 && (
        <p>
          {t(
            'Nothing is remembered yet. Say for example “I find fractions difficult”, and it will be here.'
          )}
        </p>
      )}
      <ul class="cvg-list">
        {memory?.facts.map(fact => (
          <Item key={fact.id} fact={fact} />
        ))}
      </ul>
      {memory && memory.talks.length > 0 && <Talks talks={memory.talks} />}
      {Boolean(memory?.facts.length || memory?.talks.length) && (
        <div class="cvg-row">
          <Export />
          <ForgetAll />
        </div>
      )}
      <Permits />
    </SidePage>
  );
}

/** The button that was pressed is gone; keys go on with what stands in its place. */
function useFocus<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}

function Item({ fact }: { fact: Fact }) {
  const { chat, t } = useSurface();
  const [correcting, setCorrecting] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const corrected = useRef(false);
  useEffect(() => {
    if (corrected.current && !correcting) {
      pencil.current?.focus(); // The line that had the keys is gone.
    }
    corrected.current = correcting;
  }, [correcting]);
  const label = t('Correct “{text}”', { text: fact.text });
  if (correcting) {
    const save = (text: string) => {
      setCorrecting(false);
      void chat.memory.correct(fact, text);
    };
    return (
      <li>
        <Line
          label={label}
          done={t('Save')}
          first={fact.text}
          save={save}
          leave={() => setCorrecting(false)}
        />
      </li>
    );
  }
  return (
    <li class="cvg-history-line">
      <What fact={fact} />
      <button
        type="button"
        class="cvg-icon-button"
        ref={pencil}
        aria-label={label}
        onClick={() => setCorrecting(true)}
      >
        <Icon name="new" />
      </button>
      <button
        type="button"
        class="cvg-icon-button"
        aria-label={t('Forget “{text}”', { text: fact.text })}
        onClick={onePress(() => void chat.memory.forget(fact))}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}

/** A fact in its own words, with its kind, who was told it, and when. */
function What({ fact }: { fact: Fact }) {
  const { chat, t } = useSurface();
  const name = chat.teacherCard(fact.teacher)?.name ?? fact.teacher;
  const said = fact.teacher ? t('said to {name}', { name }) : t('you wrote it');
  const when = ago(fact.updated, Date.now() / 1000, t);
  return (
    <span class="cvg-line-words">
      <Typed text={fact.text} />
      <br />
      <span class="cvg-muted">{[kindName(fact.kind, t), said, when].join(' · ')}</span>
    </span>
  );
}

function Undo({ fact }: { fact: Fact }) {
  const { chat, t, focusBox } = useSurface();
  const button = useFocus<HTMLButtonElement>();
  return (
    <div class="cvg-row" role="status">
      <span class="cvg-line-words">
        {t('Forgotten: “{text}”', { text: fact.text })}
      </span>
      <button
        type="button"
        class="cvg-button"
        ref={button}
        onClick={onePress(() => {
          void chat.memory.bringBack();
          focusBox();
        })}
      >
        {t('Undo')}
      </button>
    </div>
  );
}

/** A file of the reader's own: what is known of somebody is theirs. */
function Export() {
  const { chat, t } = useSurface();
  const save = async () => {
    const text = await chat.memory.exported();
    if (text) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = 'convergio-memory.json';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
    }
  };
  return (
    <button type="button" class="cvg-button" onClick={() => void save()}>
      <Icon name="download" />
      {t('Save as a file')}
    </button>
  );
}

function ForgetAll() {
  const { chat, t, focusBox } = useSurface();
  const [sure, setSure] = useState(false);
  if (!sure) {
    return (
      <button key="ask" type="button" class="cvg-button" onClick={() => setSure(true)}>
        <Icon name="trash" />
        {t('Forget everything')}
      </button>
    );
  }
  return (
    <Sure
      leave={() => setSure(false)}
      act={() => {
        setSure(false);
        void chat.memory.forgetAll();
        focusBox();
      }}
    />
  );
}

function Sure({ act, leave }: { act: () => void; leave: () => void }) {
  const { t } = useSurface();
  const button = useFocus<HTMLButtonElement>();
  return (
    <button
      key="sure"
      type="button"
      class="cvg-button cvg-danger"
      ref={button}
      onClick={onePress(act)}
      onBlur={leave}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          leave();
        }
      }}
    >
      {t('Forget everything for good')}
    </button>
  );
}

interface LineProps {
  label: string;
  done: string;
  first?: string;
  save: (text: string) => void;
  leave?: () => void;
}

/** A line to write in. Enter saves; Escape leaves one that was opened. */
function Line({ label, done, first = '', save, leave }: LineProps) {
  const [text, setText] = useState(first);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (leave) {
      box.current?.focus();
    }
  }, []);
  return (
    <form
      class="cvg-row"
      onSubmit={event => {
        event.preventDefault();
        save(text);
        setText(first);
      }}
      onKeyDown={event => {
        if (event.key === 'Escape' && leave) {
          event.stopPropagation();
          leave();
        }
      }}
    >
      <input
        ref={box}
        class="cvg-input"
        aria-label={label}
        placeholder={label}
        maxLength={300}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <button type="submit" class="cvg-button" disabled={!text.trim()}>
        {done}
      </button>
    </form>
  );
}

/** What kind of fact it is, in words. */
function kindName(kind: string, t: Translate): string {
  switch (kind) {
    case 'goal':
      return t('goal');
    case 'difficulty':
      return t('difficulty');
    case 'preference':
      return t('preference');
    default:
      return t('about you');
  }
}
