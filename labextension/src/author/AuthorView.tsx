import { useEffect } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { Problem } from '../lesson/Parts';
import { usePlace, useStore } from '../lesson/place';
import type { Store } from '../lesson/state';
import type { AuthorModel } from './author';
import { CellForm } from './CellForm';
import { DraftForm } from './DraftForm';
import { Findings } from './Findings';
import { HeadForm, type TeacherName } from './HeadForm';
import { foundTold } from './told';

/** The notebook in use, if there is one. */
export interface Current {
  model: AuthorModel | null;
}

type Teachers = () => Promise<TeacherName[]>;

/** A lesson while it is written; each notebook keeps its own drafts. */
export function AuthorPanel({
  current,
  teachers
}: {
  current: Store<Current>;
  teachers: Teachers;
}) {
  const { t, announce } = usePlace();
  const { model } = useStore(current);
  useEffect(() => announce(''), [model]); // What was said of another notebook.
  return (
    <>
      <h2 class="cvg-author-title">{t('Lesson')}</h2>
      {model ? (
        <Written key={model.id} model={model} teachers={teachers} />
      ) : (
        <p>{t('Open a notebook to write a lesson in it.')}</p>
      )}
    </>
  );
}

/** What it says of itself, the cell in use, what is wrong, drafts. */
function Written({ model, teachers }: { model: AuthorModel; teachers: Teachers }) {
  const { t } = usePlace();
  const { kind, problem, chosen } = useStore(model);
  useNews(model);
  return (
    <>
      {kind === 'built' && (
        <p>
          {t(
            'This notebook is what learners get of a lesson. Open its source to change it.'
          )}
        </p>
      )}
      {kind === 'none' && <Begin model={model} />}
      {kind === 'source' && (
        <>
          <CellForm model={model} />
          <Findings model={model} />
          {problem && <Problem error={problem} />}
          <DraftForm model={model.draft} near={chosen?.near ?? ''} />
          <HeadForm model={model} teachers={teachers} />
        </>
      )}
    </>
  );
}

function Begin({ model }: { model: AuthorModel }) {
  const { t } = usePlace();
  return (
    <>
      <p>
        {t(
          'A lesson is a plain notebook whose cells have roles. Learners get it without its answers.'
        )}
      </p>
      <div class="cvg-row">
        <button
          type="button"
          class="cvg-button cvg-primary"
          onClick={() => model.makeLesson()}
        >
          <Icon name="new" />
          {t('Make this notebook a lesson')}
        </button>
      </div>
    </>
  );
}

/** Says what is found when it is another number than before. */
function useNews(model: AuthorModel): void {
  const { t, announce } = usePlace();
  const { found, whole, kind } = useStore(model);
  const told = kind === 'source' && found ? foundTold(found, whole, t) : '';
  useEffect(() => {
    if (told) {
      announce(told);
    }
  }, [told]);
}
