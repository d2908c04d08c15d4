import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  complete,
  matches,
  meansEverybody,
  Mention,
  mentionAt
} from '../model/mention';
import type { TeacherCard } from '../schema';
import type { Translate } from '../i18n';
import { Avatar } from './Avatar';
import { useSurface } from './surface';

/** What can stand behind an `@`: a teacher, or the word for all of them. */
interface Choice {
  id: string;
  name: string;
  says: string;
  teacher?: TeacherCard;
}

interface Open {
  mention: Mention;
  choices: Choice[];
  chosen: number;
}

export interface MentionsState {
  open: Open | null;
  listId: string;
  optionId: string;
  /** Looks whether the caret stands in an unfinished `@name`. */
  look: () => void;
  close: () => void;
  /** Whether the list used up a key. */
  key: (event: KeyboardEvent) => boolean;
  take: (choice: Choice) => void;
  optionIdOf: (index: number) => string;
}

/** Finishing the name of a teacher after `@`. */
export function useMentions(box: {
  current: HTMLTextAreaElement | null;
}): MentionsState {
  const { chat, t } = useSurface();
  const [open, setOpen] = useState<Open | null>(null);
  const listId = useId();
  const look = () => {
    const area = box.current;
    const mention = area && mentionAt(area.value, area.selectionStart);
    const choices = mention
      ? choicesOf(chat.state.home?.teachers ?? [], mention.typed, t)
      : [];
    // Who only presses Enter means one of them, and not everybody at once.
    const chosen = Math.max(
      0,
      choices.findIndex(one => one.teacher)
    );
    setOpen(mention && choices.length ? { mention, choices, chosen } : null);
  };
  const take = ({ id }: Choice) => {
    const area = box.current;
    if (area && open) {
      const done = complete(area.value, area.selectionStart, open.mention, id);
      area.value = done.text;
      area.setSelectionRange(done.caret, done.caret);
      area.dispatchEvent(new Event('input', { bubbles: true }));
      setOpen(null);
    }
  };
  const optionIdOf = (index: number) => `${listId}-${index}`;
  return {
    open,
    listId,
    optionId: optionIdOf(open?.chosen ?? 0),
    optionIdOf,
    look,
    take,
    close: () => setOpen(null),
    key: event => Boolean(open) && applyKey(event, open as Open, setOpen, take)
  };
}

function choicesOf(teachers: TeacherCard[], typed: string, t: Translate): Choice[] {
  const found: Choice[] = matches(teachers, typed).map(teacher => ({
    id: teacher.id,
    name: teacher.name,
    says: teacher.subject,
    teacher
  }));
  const all = t('all');
  const everybody = { id: all, name: t('Everybody'), says: `@${all}` };
  return meansEverybody(typed) ? [everybody, ...found] : found;
}

function applyKey(
  event: KeyboardEvent,
  open: Open,
  setOpen: (open: Open | null) => void,
  take: (choice: Choice) => void
): boolean {
  const { choices, chosen } = open;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setOpen({ ...open, chosen: (chosen + step + choices.length) % choices.length });
  } else if (event.key === 'Enter' || event.key === 'Tab') {
    take(choices[chosen]);
  } else if (event.key === 'Escape') {
    setOpen(null);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

export function Mentions({ mentions }: { mentions: MentionsState }) {
  const { t } = useSurface();
  const { open, listId, optionIdOf, take } = mentions;
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  if (!open) {
    return null;
  }
  return (
    <ul
      class="cvg-mentions"
      role="listbox"
      id={listId}
      ref={list}
      aria-label={t('Teachers')}
      tabIndex={0} // It scrolls; keys come to it by way of the box.
      onMouseDown={event => event.preventDefault()}
    >
      {open.choices.map((choice, index) => (
        <li
          key={choice.id}
          id={optionIdOf(index)}
          role="option"
          class="cvg-mention"
          aria-selected={index === open.chosen}
          onMouseDown={() => take(choice)}
        >
          <Avatar teacher={choice.teacher} />
          <span>{choice.name}</span>
          <span class="cvg-muted">{choice.says}</span>
        </li>
      ))}
    </ul>
  );
}
