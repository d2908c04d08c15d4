import { useId, useState } from 'preact/hooks';
import { complete, matches, Mention, mentionAt } from '../model/mention';
import type { TeacherCard } from '../schema';
import { Avatar } from './Avatar';
import { useSurface } from './surface';

const MOST = 6;

interface Open {
  mention: Mention;
  teachers: TeacherCard[];
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
  take: (teacher: TeacherCard) => void;
  optionIdOf: (index: number) => string;
}

/** Finishing the name of a teacher after `@`. */
export function useMentions(box: {
  current: HTMLTextAreaElement | null;
}): MentionsState {
  const { chat } = useSurface();
  const [open, setOpen] = useState<Open | null>(null);
  const id = useId();
  const look = () => {
    const area = box.current;
    const mention = area && mentionAt(area.value, area.selectionStart);
    const found = mention
      ? matches(chat.state.home?.teachers ?? [], mention.typed)
      : [];
    const teachers = found.slice(0, MOST);
    setOpen(mention && teachers.length ? { mention, teachers, chosen: 0 } : null);
  };
  const take = (teacher: TeacherCard) => {
    const area = box.current;
    if (area && open) {
      const done = complete(area.value, area.selectionStart, open.mention, teacher);
      area.value = done.text;
      area.setSelectionRange(done.caret, done.caret);
      area.dispatchEvent(new Event('input', { bubbles: true }));
      setOpen(null);
    }
  };
  const optionIdOf = (index: number) => `${id}-${index}`;
  return {
    open,
    listId: `${id}-list`,
    optionId: optionIdOf(open?.chosen ?? 0),
    optionIdOf,
    look,
    take,
    close: () => setOpen(null),
    key: event => Boolean(open) && applyKey(event, open as Open, setOpen, take)
  };
}

function applyKey(
  event: KeyboardEvent,
  open: Open,
  setOpen: (open: Open | null) => void,
  take: (teacher: TeacherCard) => void
): boolean {
  const { teachers, chosen } = open;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setOpen({ ...open, chosen: (chosen + step + teachers.length) % teachers.length });
  } else if (event.key === 'Enter' || event.key === 'Tab') {
    take(teachers[chosen]);
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
  if (!open) {
    return null;
  }
  return (
    <ul class="cvg-mentions" role="listbox" id={listId} aria-label={t('Teachers')}>
      {open.teachers.map((teacher, index) => (
        <li
          key={teacher.id}
          id={optionIdOf(index)}
          role="option"
          class="cvg-mention"
          aria-selected={index === open.chosen}
          onMouseDown={event => {
            event.preventDefault();
            take(teacher);
          }}
        >
          <Avatar teacher={teacher} />
          <span>{teacher.name}</span>
          <span class="cvg-muted">{teacher.subject}</span>
        </li>
      ))}
    </ul>
  );
}
