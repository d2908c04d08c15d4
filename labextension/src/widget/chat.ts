import css from '../../style/chat.css';
import { newId } from '../model/ids';
import { keepIn } from '../model/keep';
import { MountedChat, mountChat } from '../mount';
import type { Question } from '../schema';
import { CommPipe, WidgetModel } from '../transport/comm';
import { RenderContext, text } from './model';
import { addStyles } from './styles';
import { greet } from './visitor';

/** A chat in a notebook's output (an anywidget front-end module). */
function render({ model, el }: RenderContext): () => void {
  addStyles(el, 'chat', css);
  const inClassroom = greet(model);
  const mounted: MountedChat = mountChat(el, {
    pipe: new CommPipe(model),
    keep: inClassroom
      ? keepIn(storage, `convergio:talk:${placeOf(model)}:`)
      : undefined,
    surface: 'widget',
    teacher: text(model, 'teacher'),
    conversation: text(model, 'conversation'),
    lang: text(model, 'lang'),
    question: questionOf(model),
    scope: scopeOf(model),
    onConversation(conversation) {
      model.set('conversation', conversation);
      model.save_changes();
    }
  });
  return () => mounted.dispose();
}

const storage = () => sessionStorage;

const places = new Map<string, WidgetModel[]>();

/** Names a chat by what it offers, the first, second, … of its kind: the same after a reload. */
function placeOf(model: WidgetModel): string {
  const offer = `${text(model, 'teacher')}:${questionOf(model)?.text ?? ''}`;
  const alike = places.get(offer) ?? [];
  if (!alike.includes(model)) {
    alike.push(model);
  }
  places.set(offer, alike);
  return `${offer}:${alike.indexOf(model)}`;
}

const scopes = new WeakMap<WidgetModel, string>();

/** Two chats of one page that have no conversation yet must not share what is typed. */
function scopeOf(model: WidgetModel): string {
  const scope = scopes.get(model) ?? newId();
  scopes.set(model, scope);
  return scope;
}

/** What the cell has prepared; the kernel is ours, but an old notebook's state may be anything. */
function questionOf(model: WidgetModel): Question | undefined {
  const question = model.get('question') as Partial<Question> | undefined;
  return typeof question?.text === 'string' ? (question as Question) : undefined;
}

export default { render };
