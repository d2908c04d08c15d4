import type { Translate } from '../i18n';
import type { Chat } from '../model/chat';

const MOST_BYTES = 6_000_000;
/** What a model takes in of a picture; more pixels cost and show nothing. */
const LONGEST_SIDE = 1_280;
const SMALL_ENOUGH = 150_000;

/** Files that go with the next question, by whichever way they came. */
export async function takeFiles(
  files: Iterable<File>,
  chat: Chat,
  t: Translate
): Promise<void> {
  for (const chosen of [...files]) {
    const file = await shrunk(chosen);
    if (file.size > MOST_BYTES) {
      chat.complain({
        code: 'cannot_read',
        message: t('The file “{name}” is larger than 6 MB.', { name: file.name }),
        remedy: t('Attach a part of it.')
      });
    } else {
      await chat.lent.addFile(file.name, await base64(file));
    }
  }
}

/** A picture that is no larger than a model can use; anything else, and what cannot be drawn, as it is. */
async function shrunk(file: File): Promise<File> {
  if (!file.type.startsWith('image/') || file.type.includes('svg')) {
    return file;
  }
  const readable = ['image/png', 'image/jpeg', 'image/gif'].includes(file.type);
  if (readable && file.size <= SMALL_ENOUGH) {
    return file;
  }
  try {
    return await drawn(await createImageBitmap(file), file.name);
  } catch {
    return file;
  }
}

async function drawn(picture: ImageBitmap, name: string): Promise<File> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) {
    throw new Error('Nothing can be drawn here.');
  }
  pen.fillStyle = 'white'; // What is transparent would turn black.
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>(done =>
    canvas.toBlob(done, 'image/jpeg', 0.85)
  );
  if (!made) {
    throw new Error('The picture could not be made smaller.');
  }
  return new File([made], name, { type: made.type });
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(''));
}
