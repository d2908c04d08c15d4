import { bytes, place } from '../format';
import type { ModelCard } from '../schema';
import { Icon } from './Icon';
import { InstallButton } from './Install';
import { SidePage } from './SidePage';
import { useChat, useSurface } from './surface';
import { Words } from './Words';

/** Which models can answer, and how to get a better one. */
export function Models() {
  const { t } = useSurface();
  const home = useChat(state => state.home);
  return (
    <SidePage of="models">
      <section aria-busy={!home}>
        <h3>{t('Models that can answer')}</h3>
        {home && !home.models.length && (
          <p class="cvg-muted">{t('There is none yet.')}</p>
        )}
        <ul class="cvg-checks">
          {home?.models.map(model => (
            <Model key={model.provider + model.model} model={model} />
          ))}
        </ul>
        {home?.notice?.action === 'install_model' && <InstallButton />}
      </section>
      <Better />
    </SidePage>
  );
}

function Model({ model }: { model: ModelCard }) {
  const { t } = useSurface();
  return (
    <li class="cvg-check">
      <Icon name={model.ready ? 'check' : 'close'} />
      <div>
        {model.label} · {place(model.place, t)}
        {model.demo && ` · ${t('demo model')}`}
        {!model.ready && ` · ${t('not ready')}`}
        {model.note && (
          <p class="cvg-muted">
            <Words text={model.note} />
          </p>
        )}
      </div>
    </li>
  );
}

/** Open models (Apache-2.0) that one may begin with. */
const FILES = [
  {
    name: 'Qwen2.5-7B-Instruct-Q4_K_M.gguf',
    from: 'https://huggingface.co/bartowski/Qwen2.5-7B-Instruct-GGUF',
    size: 4.68e9
  },
  {
    name: 'Qwen3-4B-Instruct-2507-Q4_K_M.gguf',
    from: 'https://huggingface.co/unsloth/Qwen3-4B-Instruct-2507-GGUF',
    size: 2.5e9
  }
];

/** Steps for the person who starts the server: a page may not change what it runs. */
function Better() {
  const { t, lang } = useSurface();
  return (
    <section>
      <h3>{t('Use a better one')}</h3>
      <p>{t('The demo model is very small. Either of these answers much better:')}</p>
      <dl class="cvg-facts cvg-ways">
        <div>
          <dt>{t('On this computer, free')}</dt>
          <dd>
            <Words
              text={t(
                'Download a chat model as a GGUF file, for example one of these from Hugging Face, and name it in `CONVERGIO_GGUF=/path/to/model.gguf`. The larger one answers better, where memory has room for it.'
              )}
            />
            <ul>
              {FILES.map(({ name, from, size }) => (
                <li key={name}>
                  <a href={from} target="_blank" rel="noopener noreferrer">
                    {name}
                  </a>{' '}
                  · {bytes(size, lang)}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('In the cloud, with your own key')}</dt>
          <dd>
            <Words
              text={t(
                'Run `pip install "convergio-jupyter[openai]"`, then set `OPENAI_API_KEY` and name the models in `CONVERGIO_OPENAI_MODELS`. For Anthropic, write `anthropic` in their place.'
              )}
            />
          </dd>
        </div>
      </dl>
      <p>
        <Words
          text={t(
            'Set these where you start Jupyter, then start it again. `convergio settings` lists every setting.'
          )}
        />
      </p>
    </section>
  );
}
