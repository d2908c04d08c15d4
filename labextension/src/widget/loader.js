/**
 * The small module that every widget of ours carries; it fetches the rest once a page.
 *
 * A widget's module travels with each instance and is saved in the notebook, so it has to
 * stay small. Bundles come as custom messages, or as scripts where a page says where they
 * are, and are shared by all widgets of a page. The
 * first of the parts shows the widget; it asks for the others when it needs them.
 */
const PARTS = __PARTS__; // the hash of each bundle by its name
const PATIENCE_MS = 10_000;

const words = {
  en: {
    loading: 'Loading…',
    gone: 'There is no kernel to talk to here. Run the cell again to wake it up.'
  },
  it: {
    loading: 'Sto caricando…',
    gone: 'Qui non c’è un kernel con cui parlare. Esegui di nuovo la cella per riaprirlo.'
  }
};

function wordsOf(model) {
  const lang = model.get('lang') || navigator.language || 'en';
  return words[lang.slice(0, 2)] ?? words.en;
}

/** A bundle as a module: from where the page has it, as a classroom's does, or else from the kernel. */
async function fetchPart(model, name) {
  const address = globalThis.convergioBundles?.[name];
  if (address?.endsWith(`-${PARTS[name]}.js`)) {
    try {
      const url = new URL(address, globalThis.location.href).href; // this module itself has no place
      return (await import(/* webpackIgnore: true */ url)).default;
    } catch {
      // The kernel has it, too.
    }
  }
  return askedPart(model, name);
}

/** Asks the kernel for a bundle and resolves to its module. */
function askedPart(model, name) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(reject, new Error('no answer')), PATIENCE_MS);
    const stop = (settle, value) => {
      clearTimeout(timer);
      model.off('msg:custom', receive);
      settle(value);
    };
    const receive = content => {
      if (typeof content?.bundle === 'string' && content.name === name) {
        stop(resolve, importSource(content.bundle));
      }
    };
    model.on('msg:custom', receive);
    try {
      model.send({ op: 'bundle', name });
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

function part(model, name) {
  const key = Symbol.for(`convergio.${name}.${PARTS[name]}`);
  globalThis[key] ??= fetchPart(model, name).catch(error => {
    delete globalThis[key]; // The next cell may have a kernel.
    throw error;
  });
  return globalThis[key];
}

async function render({ model, el }) {
  const note = document.createElement('p');
  note.setAttribute('role', 'status');
  note.textContent = wordsOf(model).loading;
  el.append(note);
  try {
    const main = await part(model, Object.keys(PARTS)[0]);
    note.remove();
    return main.render({ model, el, load: name => part(model, name) });
  } catch {
    note.textContent = wordsOf(model).gone;
  }
}

export default { render };
