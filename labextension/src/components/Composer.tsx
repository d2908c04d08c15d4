import { useEffect, useState } from 'preact/hooks';
import { count } from '../format';
import type { Translate } from '../i18n';
import type { Chat } from '../model/chat';
import { LONGEST, lengthOf } from '../model/lent';
import { Attach, Attachments } from './Attach';
import { BoxRef, useDraft } from './draft';
import { Foot } from './Foot';
import { SIDE_PAGES } from './Header';
import { Icon } from './Icon';
import { Mentions, MentionsState, useMentions } from './Mentions';
import { PrivateSign } from './Private';
import { useChat, useNotebook, useSurface } from './surface';
import { takeFiles } from './take';

/** The one input, and where its words go. It is always in the same place and never takes away what was typed. */
export function Composer({ box }: { box: BoxRef }) {
  const { chat, t, lang } = useSurface();
  const [hint, setHint] = useState('');
  const draft = useDraft(box);
  const mentions = useMentions(box);
  const running = useChat(() => Boolean(chat.running));
  const given = useFiles();
  useEffect(() => setHint(''), [running]);
  const send = () => {
    const text = box.current?.value ?? '';
    const problem = whyNot(text, chat, t, lang);
    if (problem) {
      setHint(problem);
    } else if (chat.ask(text)) {
      setHint('');
      mentions.close();
      draft.sent();
    }
    box.current?.focus();
  };
  const typed = () => {
    draft.typed();
    setHint('');
    mentions.look();
  };
  const left = () => {
    draft.save();
    setHint('');
    mentions.close();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    send();
  };
  return (
    <>
      <form class="cvg-composer" onSubmit={submit} {...given}>
        <PrivateSign />
        <Attachments />
        <Mentions mentions={mentions} />
        <Box box={box} mentions={mentions} send={send} typed={typed} left={left} />
        <div class="cvg-row cvg-composer-row">
          <Attach />
          <span class="cvg-space" />
          <SendOrStop box={box} running={running} />
        </div>
        <p class="cvg-hint" role="status">
          {hint}
        </p>
      </form>
      <Foot carry={() => draft.carry()} />
    </>
  );
}

/** Why a question cannot be sent now, as a sentence; empty where it can. */
function whyNot(text: string, chat: Chat, t: Translate, lang: string): string {
  const length = lengthOf(text, chat.state.attachments);
  if (!text.trim()) {
    return t('Write a question first.');
  }
  if (length > LONGEST) {
    const values = { length: count(length, lang), limit: count(LONGEST, lang) };
    return t(
      'The question has {length} characters with what is attached; {limit} is the most that fits. It stays here: shorten it.',
      values
    );
  }
  return chat.running
    ? t('Wait for the answer, or stop it first. Your question stays here.')
    : '';
}

/** Files that are pasted or dropped go with the question. */
function useFiles() {
  const { chat, t } = useSurface();
  const take = (event: Event, data: DataTransfer | null) => {
    if (data?.files.length) {
      event.preventDefault();
      void takeFiles(data.files, chat, t);
    }
  };
  return {
    onPaste: (event: ClipboardEvent) => {
      // A table that is copied comes as a picture too: who pastes it wants its text.
      if (!event.clipboardData?.types.includes('text/plain')) {
        take(event, event.clipboardData);
      }
    },
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) {
        event.preventDefault();
      }
    },
    onDrop: (event: DragEvent) => take(event, event.dataTransfer)
  };
}

function SendOrStop({ box, running }: { box: BoxRef; running: boolean }) {
  const { chat, t } = useSurface();
  const stop = () => {
    chat.stop();
    box.current?.focus();
  };
  return running ? (
    <button
      type="button"
      class="cvg-button cvg-stop"
      onClick={stop}
      title={t('Stop (Ctrl + .)')}
    >
      <Icon name="stop" />
      {t('Stop')}
    </button>
  ) : (
    <button type="submit" class="cvg-button cvg-primary cvg-send">
      <Icon name="send" />
      {t('Send')}
    </button>
  );
}

interface BoxProps {
  box: BoxRef;
  mentions: MentionsState;
  send: () => void;
  typed: () => void;
  left: () => void;
}

function Box({ box, mentions, send, typed, left }: BoxProps) {
  const { chat, t } = useSurface();
  useNotebook(); // whose lesson has a teacher of its own
  const teacher = useChat(() => chat.company);
  const onKeyDown = useKeys(mentions, send);
  const label = teacher
    ? t('Ask {name}', { name: teacher.name })
    : t('Ask anything, or @ a teacher');
  return (
    <label class="cvg-box-label">
      <span class="cvg-hidden">{t('Your question')}</span>
      <textarea
        class="cvg-box"
        rows={1}
        ref={box}
        placeholder={label}
        autocomplete="off"
        aria-autocomplete="list"
        aria-controls={mentions.open ? mentions.listId : undefined}
        aria-activedescendant={mentions.open ? mentions.optionId : undefined}
        onInput={typed}
        onClick={mentions.look}
        onBlur={left}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}

/**
 * Enter sends, Ctrl + . stops, Escape gives the focus back; an input method comes first.
 *
 * On a page beside the talk Escape goes back to the talk, and who waits for an answer stays with it.
 */
function useKeys(
  mentions: MentionsState,
  send: () => void
): (event: KeyboardEvent) => void {
  const { chat, leave } = useSurface();
  return event => {
    if (event.isComposing || event.keyCode === 229 || mentions.key(event)) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (event.shiftKey) {
        breakLine(event.currentTarget as HTMLTextAreaElement);
      } else {
        send();
      }
    } else if (event.key === '.' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      chat.stop();
    } else if (event.key === 'Escape' && leave && !(chat.state.page in SIDE_PAGES)) {
      event.preventDefault();
      event.stopPropagation();
      if (!chat.running) {
        leave();
      }
    }
  };
}

/** By hand, because JupyterLab takes the browser's own line break away inside of a cell. */
function breakLine(box: HTMLTextAreaElement): void {
  const before = box.value;
  document.execCommand('insertText', false, '\n'); // Keeps the browser's undo.
  if (box.value === before) {
    box.setRangeText('\n', box.selectionStart, box.selectionEnd, 'end');
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
