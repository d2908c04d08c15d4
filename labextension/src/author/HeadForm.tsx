import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '../i18n';
import { usePlace, useStore } from '../lesson/place';
import type { AuthorModel } from './author';
import { Choice, Count, Line, List } from './Fields';
import type { Head } from './head';
import { GUARDS, LEVELS, slug } from './parts';

export interface TeacherName {
  id: string;
  name: string;
}

interface Props {
  model: AuthorModel;
  teachers: () => Promise<TeacherName[]>;
}

/** What the lesson says of itself. It is open at first where it has only been guessed. */
export function HeadForm({ model, teachers }: Props) {
  const { t } = usePlace();
  const { head, fresh } = useStore(model);
  const faculty = useTeachers(teachers);
  if (!head) {
    return null;
  }
  return (
    <details class="cvg-drawer" open={fresh}>
      <summary>{t('About the lesson')}</summary>
      <div class="cvg-author-form">
        <Line
          label={t('Title')}
          value={head.title}
          onWrite={title => model.setHead({ title })}
        />
        <Line
          label={t('Id: small letters, digits and hyphens')}
          value={head.id}
          onWrite={id => model.setHead({ id })}
        />
        <Choice
          label={t('Language')}
          value={head.lang}
          options={[
            ['en', 'English'],
            ['it', 'Italiano']
          ]}
          onChoose={lang => model.setHead({ lang })}
        />
        <Choice
          label={t('Age of the learners')}
          value={head.level}
          options={LEVELS.map(level => [
            level,
            level === 'adult' ? t('adults') : level
          ])}
          onChoose={level => model.setHead({ level })}
        />
        <Choice
          label={t('Teacher')}
          value={head.teacher}
          options={faculty.map(({ id, name }) => [id, name])}
          onChoose={teacher => model.setHead({ teacher })}
        />
        <Choice
          label={t('How much teachers keep back')}
          value={head.guard}
          options={GUARDS.map(guard => [guard, guardTold(guard, t)])}
          onChoose={guard => model.setHead({ guard })}
        />
        <Course head={head} model={model} />
        <button type="button" class="cvg-link" onClick={() => model.unmakeLesson()}>
          {t('It is no lesson after all')}
        </button>
      </div>
    </details>
  );
}

/** What it trains, what it builds on, and how long it takes. */
function Course({ head, model }: { head: Head; model: AuthorModel }) {
  const { t } = usePlace();
  return (
    <>
      <List
        label={t('Skills that it trains, with commas between them')}
        values={head.skills}
        between=","
        onWrite={skills => model.setHead({ skills: skills.map(slug) })}
      />
      <List
        label={t('Skills that it builds on')}
        values={head.prereqs}
        between=","
        onWrite={prereqs => model.setHead({ prereqs: prereqs.map(slug) })}
      />
      <Count
        label={t('Minutes that it takes')}
        value={head.minutes}
        onWrite={minutes => model.setHead({ minutes })}
      />
      <Count
        label={t('Attempts before a solution is shown; empty for never')}
        value={head.solutionAfter}
        onWrite={solutionAfter => model.setHead({ solutionAfter })}
      />
    </>
  );
}

function guardTold(guard: string, t: Translate): string {
  const names: Record<string, string> = {
    socratic: t('Socratic: asks and hints'),
    coach: t('Coach: goes a part of the way'),
    open: t('Open: keeps nothing back'),
    exam: t('Exam: nobody helps')
  };
  return names[guard];
}

function useTeachers(teachers: () => Promise<TeacherName[]>): TeacherName[] {
  const [found, setFound] = useState<TeacherName[]>([]);
  useEffect(() => {
    void teachers().then(setFound, () => undefined); // Then the id stands for itself.
  }, [teachers]);
  return found;
}
