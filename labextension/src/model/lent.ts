import type { Attachment } from '../schema';
import type { Client } from './client';
import type { ChatState } from './state';

type Set = (part: Partial<ChatState>) => void;
type Guarded = (run: () => Promise<void>) => Promise<void>;

/** Characters that a question can have with what goes with it; the server takes no more. */
export const LONGEST = 200_000;

/** How long a question is with what goes with it, counted as the server does. Pictures have a limit of their own. */
export function lengthOf(text: string, lent: readonly Attachment[]): number {
  const texts = lent.map(one =>
    one.kind === 'image' ? one.label : one.label + one.text
  );
  return [text, ...texts].reduce((sum, one) => sum + [...one].length, 0);
}

/** What goes with the next question: taken along and left out. */
export class Lent {
  constructor(
    private readonly client: Client,
    private readonly state: () => ChatState,
    private readonly set: Set,
    private readonly guarded: Guarded
  ) {}

  add(attachment: Attachment): void {
    const others = this.state().attachments.filter(
      one => one.label !== attachment.label
    );
    this.set({ attachments: [...others, attachment], problem: null });
  }

  /** Takes a file along; what cannot be read is said. Another file of the same name gets a number. */
  async addFile(name: string, data: string): Promise<void> {
    await this.guarded(async () => {
      const found = await this.client.extract(name, data);
      const known = new Map(this.state().attachments.map(one => [one.label, one.text]));
      let label = found.label;
      for (let n = 2; known.has(label) && known.get(label) !== found.text; n++) {
        label = found.label.replace(/(?=\.[^.]*$)|$/, ` ${n}`);
      }
      this.add({ ...found, label });
    });
  }

  leaveOut(attachment: Attachment): void {
    const rest = this.state().attachments.filter(one => one !== attachment);
    this.set({ attachments: rest });
  }
}
