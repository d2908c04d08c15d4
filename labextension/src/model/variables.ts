/** A variable as it is lent: from the outside, without a value where that may be a secret. */
export interface Variable {
  name: string;
  type: string;
  shape: string;
  value: string;
}

/** What a kernel must be able to do to be asked for its variables. */
export interface Kernel {
  status: string;
  requestExecute(content: {
    code: string;
    silent: boolean;
    store_history: boolean;
    allow_stdin: boolean;
    user_expressions: Record<string, string>;
  }): { done: Promise<{ content: unknown }>; dispose(): void };
}

const WAIT_MS = 2_000;
const MOST_VARIABLES = 40;
const LONGEST = 120;
const EXPRESSION =
  '__import__("convergio_jupyter.notebook.variables", fromlist=["listed"]).listed()';

/**
 * The variables of a Python kernel, asked silently: no cell gets a number, nothing is kept in its history.
 * Null where the kernel is at work, does not answer in time, or lacks our package.
 */
export async function variablesOf(
  kernel: Kernel,
  wait = WAIT_MS
): Promise<Variable[] | null> {
  if (kernel.status !== 'idle') {
    return null; // The request would wait behind the cell that runs.
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), wait);
  });
  const future = kernel.requestExecute({
    code: '',
    silent: true,
    store_history: false,
    allow_stdin: false,
    user_expressions: { convergio: EXPRESSION }
  });
  try {
    const reply = await Promise.race([future.done, late]);
    return reply && read(reply.content);
  } catch {
    return null; // The kernel was restarted.
  } finally {
    clearTimeout(timer);
    future.dispose();
  }
}

interface Reply {
  user_expressions?: { convergio?: { data?: { 'application/json'?: unknown } } };
}

/** What is in the answer; a kernel's own code may have made it anything. */
function read(content: unknown): Variable[] | null {
  const given = (content as Reply | null)?.user_expressions?.convergio?.data;
  const found = (given?.['application/json'] as { variables?: unknown } | undefined)
    ?.variables;
  if (!Array.isArray(found)) {
    return null;
  }
  return found.slice(0, MOST_VARIABLES).map((one: Partial<Variable> | null) => ({
    name: short(one?.name),
    type: short(one?.type),
    shape: short(one?.shape),
    value: short(one?.value)
  }));
}

function short(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, LONGEST) : '';
}
