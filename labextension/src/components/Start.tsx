import { useState } from 'preact/hooks';
import { greeting, noteOf } from '../format';
import { Suggestion, suggestions } from '../model/context';
import type { ErrorInfo, Home, Question, TeacherCard } from '../schema';
import { Avatar, teacherColor } from './Avatar';
import { ErrorCard } from './ErrorCard';
import { Icon } from './Icon';
import { useChat, useNotebook, useSurface } from './surface';
import { Typed } from './Typed';

const FIRST_TEACHERS = 6;
const FIRST_EXAMPLES = 3;
const FIRST_CONVERSATIONS = 5;

/** The first screen: things to do that fit what is open now. */
export function Start() {
  const { chat, question, t } = useSurface();
  const home = useChat(state => state.home);
  const [invited] = useState(chat.state.teacher); // stays where it is while one looks at others
  if (question?.text) {
    return <Prepared question={question} notice={home?.notice} />;
  }
  if (!home) {
    return <div class="cvg-scroll-page cvg-start" aria-busy />; // Which language it speaks comes with it.
  }
  return (
    <div class="cvg-scroll-page cvg-start">
      <h3 class="cvg-greeting">{greeting(new Date().getHours(), t)}</h3>
      {home.notice && <ErrorCard error={home.notice} />}
      <InThisNotebook />
      {invited && <Examples home={home} />}
      <Faculty home={home} />
      {!invited && <Examples home={home} />}
      <Continue home={home} />
    </div>
  );
}

/** The question that a lesson has prepared, one click away from being asked. */
function Prepared({ question, notice }: { question: Question; notice?: ErrorInfo }) {
  const { chat, t } = useSurface();
  const teacher = chat.teacherCard(useChat(state => state.teacher));
  return (
    <div class="cvg-scroll-page cvg-start cvg-prepared">
      {notice && <ErrorCard error={notice} />}
      <section>
        <h4>{teacher ? t('Ask {name}', { name: teacher.name }) : t('Ask this')}</h4>
        <ul class="cvg-list">
          <Row label={question.text} onClick={() => chat.askPrepared(question)} />
        </ul>
      </section>
    </div>
  );
}

function InThisNotebook() {
  const { chat, t } = useSurface();
  const found = suggestions(useNotebook(), n => cellLabel(n, t));
  if (!found.length) {
    return null;
  }
  return (
    <section>
      <h4>{t('In this notebook')}</h4>
      <ul class="cvg-list">
        {found.map(suggestion => {
          const words = sentence(suggestion, t);
          return (
            <Row
              key={suggestion.id}
              label={words}
              onClick={() => chat.ask(words, [suggestion.attachment])}
            />
          );
        })}
      </ul>
    </section>
  );
}

/** What people call a cell. */
export function cellLabel(
  number: number,
  t: ReturnType<typeof useSurface>['t']
): string {
  return number ? t('cell {n}', { n: number }) : t('this cell');
}

function sentence(
  { id, number: n }: Suggestion,
  t: ReturnType<typeof useSurface>['t']
): string {
  if (id === 'lesson') {
    return t('Test me on this lesson');
  }
  if (id === 'error') {
    return n ? t('Explain the error in cell {n}', { n }) : t('Explain this error');
  }
  return n ? t('Explain cell {n}', { n }) : t('Explain this cell');
}

function Faculty({ home }: { home: Home }) {
  const { t } = useSurface();
  const teacher = useChat(state => state.teacher);
  const [all, setAll] = useState(false);
  const teachers = home.teachers;
  if (!teachers.length) {
    return null;
  }
  const shown = all ? teachers : first(teachers, teacher);
  return (
    <section>
      <h4>{t('The faculty')}</h4>
      <ul class="cvg-faculty">
        {shown.map(card => (
          <Teacher key={card.id} card={card} chosen={card.id === teacher} />
        ))}
      </ul>
      {shown.length < teachers.length && (
        <button type="button" class="cvg-link" onClick={() => setAll(true)}>
          {t('Show all {n}', { n: teachers.length })}
        </button>
      )}
    </section>
  );
}

function first(teachers: TeacherCard[], chosen: string): TeacherCard[] {
  const few = teachers.slice(0, FIRST_TEACHERS);
  const missing = teachers.find(card => card.id === chosen && !few.includes(card));
  return missing ? [...few.slice(0, -1), missing] : few;
}

function Teacher({ card, chosen }: { card: TeacherCard; chosen: boolean }) {
  const { chat, focusBox } = useSurface();
  const choose = () => {
    chat.chooseTeacher(chosen ? '' : card.id);
    focusBox();
  };
  return (
    <li>
      <button type="button" class="cvg-teacher" aria-pressed={chosen} onClick={choose}>
        <Avatar teacher={card} />
        <span class="cvg-teacher-words">
          <span class="cvg-teacher-name">{card.name}</span>
          <span class="cvg-muted">{card.subject}</span>
        </span>
      </button>
    </li>
  );
}

function Examples({ home }: { home: Home }) {
  const { chat, t } = useSurface();
  const chosen = chat.teacherCard(useChat(state => state.teacher));
  const examples = chosen
    ? chosen.examples.slice(0, FIRST_EXAMPLES).map(text => ({ text, teacher: chosen }))
    : home.teachers
        .filter(card => card.examples.length)
        .slice(0, FIRST_EXAMPLES)
        .map(card => ({ text: card.examples[0], teacher: card }));
  if (!examples.length) {
    return null;
  }
  const ask = (text: string, teacher: TeacherCard) => {
    chat.chooseTeacher(teacher.id);
    chat.ask(text);
  };
  return (
    <section>
      <h4 style={chosen && teacherColor(chosen)} class={chosen && 'cvg-author'}>
        {chosen && <Avatar teacher={chosen} />}
        {chosen ? t('Ask {name}', { name: chosen.name }) : t('Try asking')}
      </h4>
      {chosen && <p class="cvg-muted">{chosen.greeting}</p>}
      <ul class="cvg-list">
        {examples.map(({ text, teacher }) => (
          <Row key={text} label={text} onClick={() => ask(text, teacher)} />
        ))}
      </ul>
    </section>
  );
}

function Continue({ home }: { home: Home }) {
  const { chat, t } = useSurface();
  const cards = home.conversations.slice(0, FIRST_CONVERSATIONS);
  if (!cards.length) {
    return null;
  }
  const now = Date.now() / 1000;
  return (
    <section>
      <h4>{t('Continue')}</h4>
      <ul class="cvg-list">
        {cards.map(card => (
          <Row
            key={card.id}
            label={card.title}
            note={noteOf(card, now, t)}
            onClick={() => void chat.open(card.id)}
          />
        ))}
      </ul>
      {home.conversations.length > cards.length && (
        <button type="button" class="cvg-link" onClick={() => chat.show('history')}>
          {t('All conversations')}
        </button>
      )}
    </section>
  );
}

interface RowProps {
  label: string;
  note?: string;
  onClick: () => void;
}

/** A line that does something. The box gets the focus, because that is where one goes on. */
export function Row({ label, note, onClick }: RowProps) {
  const { focusBox } = useSurface();
  const act = () => {
    onClick();
    focusBox();
  };
  return (
    <li>
      <button type="button" class="cvg-line" onClick={act}>
        <Icon name="right" />
        <span class="cvg-line-said">
          <span class="cvg-line-words">
            <Typed text={label} />
          </span>
          {note && <span class="cvg-muted">{note}</span>}
        </span>
      </button>
    </li>
  );
}
