import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TeacherCard } from '../schema';
import { Icon } from './Icon';
import { Mentions, useMentions } from './Mentions';
import { cellLabel } from './Start';
import { useChat, useNotebook, useSurface } from './surface';
import { useDraft } from './draft';

interface Props {
  box: { current: HTMLTextAreaElement | null };
}

/** The one input. It is always in the same place and never takes away what was typed. */
export function Composer({ box }: Props) {
  const { chat, t } = useSurface();
  const running = useChat(() => Boolean(chat.running));
  const [hint, setHint] = useState('');
  const draft = useDraft(box);
  const mentions = useMentions(box);
  const send = () => {
    const text = box.current?.value ?? '';
    if (!text.trim()) {
      setHint(t('Write a question first.'));
    } else if (chat.running) {
      setHint(t('Wait for the answer, or stop it first. Your question stays here.'));
    } else if (chat.ask(text)) {
      setHint('');
      mentions.close();
      draft.sent();
    }
    box.current?.focus();
  };
  const stop = () => {
    chat.stop();
    box.current?.focus();
  };
  return (
    <form
      class="cvg-composer"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <Attachments />
      <Mentions mentions={mentions} />
      <Box box={box} mentions={mentions} send={send} stop={stop} onInput={() => {
        draft.typed();
        setHint('');
      }} />
      <div class="cvg-row cvg-composer-row">
        <Attach />
        <span class="cvg-space" />
        {running ? (
          <button type="button" class="cvg-button cvg-stop" onClick={stop} title={t('Stop (Ctrl + .)')}>
            <Icon name="stop" />
            {t('Stop')}
          </button>
        ) : (
          <button type="submit" class="cvg-button cvg-primary cvg-send">
            <Icon name="send" />
            {t('Send')}
          </button>
        )}
      </div>
      <p class="cvg-hint" role="status">
        {hint}
      </p>
    </form>
  );
}

interface BoxProps extends Props {
  mentions: ReturnType<typeof useMentions>;
  send: () => void;
  stop: () => void;
  onInput: () => void;
}

function Box({ box, mentions, send, stop, onInput }: BoxProps) {
  const { chat, t, leave } = useSurface();
  const teacher: TeacherCard | undefined = chat.teacherCard(useChat(state => state.teacher));
  useChat(state => state.home);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) {
      return; // The key belongs to an input method.
    }
    if (mentions.key(event)) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === '.' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      stop();
    } else if (event.key === 'Escape' && leave) {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };
  const label = teacher ? t('Ask {name}', { name: teacher.name }) : t('Ask anything, or @ a teacher');
  return (
    <label class="cvg-box-label">
      <span class="cvg-hidden">{t('Your question')}</span>
      <textarea
        class="cvg-box"
        rows={1}
        ref={box}
        maxLength={200_000}
        placeholder={label}
        autocomplete="off"
        aria-autocomplete="list"
        aria-controls={mentions.open ? mentions.listId : undefined}
        aria-activedescendant={mentions.open ? mentions.optionId : undefined}
        onInput={() => {
          onInput();
          mentions.look();
        }}
        onClick={() => mentions.look()}
        onBlur={() => mentions.close()}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}

/** Takes the active cell along, only when the reader says so. */
function Attach() {
  const { chat, t } = useSurface();
  const view = useNotebook();
  const cell = view?.active;
  if (!cell?.text.trim()) {
    return null;
  }
  const label = cellLabel(cell.number, t);
  return (
    <button
      type="button"
      class="cvg-quiet"
      title={t('The teacher sees this cell only if you attach it.')}
      onClick={() => chat.attach({ kind: 'cell', label, text: cell.text })}
    >
      <Icon name="clip" />
      {t('Attach {cell}', { cell: label })}
    </button>
  );
}

function Attachments() {
  const { chat, t, focusBox } = useSurface();
  const attachments = useChat(state => state.attachments);
  if (!attachments.length) {
    return null;
  }
  return (
    <ul class="cvg-chips">
      {attachments.map(one => (
        <li key={one.label} class="cvg-chip">
          {one.label}
          <button
            type="button"
            class="cvg-icon-button"
            aria-label={t('Leave out {what}', { what: one.label })}
            onClick={() => {
              chat.detach(one);
              focusBox();
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Keeps the box as high as its text where the browser cannot do so by itself. */
export function useGrowth(box: Props['box']): () => void {
  const native = useRef(typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content'));
  const grow = () => {
    const element = box.current;
    if (element && !native.current) {
      element.style.height = 'auto';
      element.style.height = `${element.scrollHeight + 2}px`;
    }
  };
  useLayoutEffect(grow, []);
  return grow;
}
