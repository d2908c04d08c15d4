import { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from './Avatar';
import { Icon } from './Icon';
import { onePress } from './press';
import { useChat, useSurface } from './surface';

/** Pages that one comes back from. */
export const SIDE_PAGES: Record<string, string> = {
  history: 'Conversations',
  models: 'Models',
  memory: 'What is remembered',
  doctor: 'How things stand'
};

/** Who one talks to, and the menu. */
export function Header() {
  const { chat, t } = useSurface();
  const page = useChat(state => state.page);
  const card = useChat(() => chat.company);
  const talking = page === 'talk' && card;
  return (
    <div class="cvg-header">
      {page in SIDE_PAGES && <Back />}
      {talking && <Avatar teacher={card} />}
      <h2 class="cvg-title">
        {talking ? card.name : t(SIDE_PAGES[page] ?? 'Convergio')}
        {talking && <span class="cvg-subject"> · {card.subject}</span>}
      </h2>
      <Menu />
    </div>
  );
}

function Back() {
  const { chat, t } = useSurface();
  return (
    <button
      type="button"
      class="cvg-icon-button"
      onClick={() => chat.back()}
      aria-label={t('Back')}
    >
      <Icon name="back" />
    </button>
  );
}

function Menu() {
  const { t } = useSurface();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const byTab = useRef(false);
  const close = () => setOpen(false);
  usePressOutside(box, open, close);
  return (
    <div
      class="cvg-menu"
      ref={box}
      onKeyDown={event => {
        byTab.current = event.key === 'Tab';
        if (event.key === 'Escape' && open) {
          event.stopPropagation();
          close();
          button.current?.focus();
        } else if (open && (isHeld(event) || moveFocus(event, box.current))) {
          event.preventDefault();
        }
      }}
      onFocusOut={event => {
        // JupyterLab takes the focus when a notebook is ready: that closes nothing that one has just opened.
        if (
          byTab.current &&
          !box.current?.contains(event.relatedTarget as Node | null)
        ) {
          close();
        }
      }}
    >
      <button
        type="button"
        class="cvg-icon-button"
        ref={button}
        aria-expanded={open}
        aria-label={t('Menu')}
        title={t('Menu')}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      {open && <Entries close={close} />}
    </div>
  );
}

/** A press anywhere else closes what is open. */
function usePressOutside(
  box: RefObject<HTMLElement | null>,
  open: boolean,
  close: () => void
): void {
  useEffect(() => {
    const pressed = (event: Event) => {
      if (!box.current?.contains(event.target as Node | null)) {
        close();
      }
    };
    if (open) {
      document.addEventListener('pointerdown', pressed, true);
    }
    return () => document.removeEventListener('pointerdown', pressed, true);
  }, [open]);
}

/** A key that is held down presses once: what is sure after the first press must not be done by the second. */
function isHeld({ key, repeat }: KeyboardEvent): boolean {
  return repeat && key === 'Enter';
}

/** The arrow keys go from entry to entry, as people expect of a menu; Tab does too. */
function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const entries = [...(menu?.querySelectorAll<HTMLElement>('.cvg-menu-entry') ?? [])];
  if (!step || !entries.length) {
    return false;
  }
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 && step < 0 ? -1 : at + step;
  entries.at(next % entries.length)?.focus();
  return true;
}

function Entries({ close }: { close: () => void }) {
  const { chat, t, focusBox } = useSurface();
  const conversation = useChat(state => state.conversation);
  const visitor = useChat(state => state.home?.visitor);
  const run = (action: () => void) => () => {
    action();
    close();
    focusBox();
  };
  return (
    <ul class="cvg-menu-list">
      <Entry
        icon="new"
        onClick={run(() => chat.startNew())}
        label={t('New conversation')}
      />
      <Entry
        icon="history"
        onClick={run(() => chat.show('history'))}
        label={t('Conversations')}
      />
      {!visitor && (
        <Entry
          icon="model"
          onClick={run(() => chat.show('models'))}
          label={t('Models')}
        />
      )}
      <Entry
        icon="memory"
        onClick={run(() => chat.show('memory'))}
        label={t('What is remembered')}
      />
      <Entry
        icon="doctor"
        onClick={run(() => chat.show('doctor'))}
        label={t('How things stand')}
      />
      {conversation && <Delete conversation={conversation} run={run} />}
    </ul>
  );
}

/** One button asks and then does, so that the focus has somewhere to stay between the two presses. */
function Delete({
  conversation,
  run
}: {
  conversation: string;
  run: (action: () => void) => () => void;
}) {
  const { chat, t, announce } = useSurface();
  const [sure, setSure] = useState(false);
  const ask = () => {
    setSure(true);
    announce(t('Delete it for good')); // A name that changes under the focus is not read out.
  };
  return (
    <Entry
      icon="trash"
      danger={sure}
      onClick={sure ? onePress(run(() => void chat.forget(conversation))) : ask}
      label={sure ? t('Delete it for good') : t('Delete this conversation')}
    />
  );
}

interface EntryProps {
  icon: string;
  label: string;
  danger?: boolean;
  onClick: (event: MouseEvent) => void;
}

function Entry({ icon, label, danger, onClick }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        class={danger ? 'cvg-menu-entry cvg-danger' : 'cvg-menu-entry'}
        onMouseDown={event => event.preventDefault()}
        onClick={onClick}
      >
        <Icon name={icon} />
        {label}
      </button>
    </li>
  );
}
