/**
 * The small module that every chat widget carries; it fetches the chat itself once a page.
 *
 * A widget's module travels with each instance and is saved in the notebook, so it has to
 * stay small. The bundle comes as a custom message and is shared by all chats of a page.
 */
const KEY = Symbol.for('convergio.chat.__HASH__');
const PATIENCE_MS = 10_000;

const words = {
  en: {
    loading: 'Loading…',
    gone: 'This chat has no kernel to talk to. Run the cell again to wake it up.'
  },
  it: {
    loading: 'Sto caricando…',
    gone: 'Questa chat non ha un kernel con cui parlare. Esegui di nuovo la cella per riaprirla.'
  }
};

function wordsOf(model) {
  const lang = model.get('lang') || navigator.language || 'en';
  return words[lang.slice(0, 2)] ?? words.en;
}

/** Asks the kernel for the bundle and resolves to its module. */
function fetchChat(model) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(reject, new Error('no answer')), PATIENCE_MS);
    const stop = (settle, value) => {
      clearTimeout(timer);
      model.off('msg:custom', receive);
      settle(value);
    };
    const receive = content => {
      if (typeof content?.bundle === 'string') {
        stop(resolve, importSource(content.bundle));
      }
    };
    model.on('msg:custom', receive);
    try {
      model.send({ op: 'bundle' });
    } catch (error) {
      stop(reject, error);
    }
  });
}

async function importSource(source) {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return (await import(/* webpackIgnore: true */ url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function chatModule(model) {
  globalThis[KEY] ??= fetchChat(model).catch(error => {
    delete globalThis[KEY]; // The next cell may have a kernel.
    throw error;
  });
  return globalThis[KEY];
}

async function render({ model, el }) {
  const note = document.createElement('p');
  note.setAttribute('role', 'status');
  note.textContent = wordsOf(model).loading;
  el.append(note);
  try {
    const chat = await chatModule(model);
    note.remove();
    return chat.render({ model, el });
  } catch {
    note.textContent = wordsOf(model).gone;
  }
}

export default { render };
