import { glyph } from '../icons/glyphs';
import { svg } from '../icons/outline';
import type { TeacherCard } from '../schema';

const COLOR = /^#[0-9a-f]{3,8}$/i;

/** A teacher's sign in the teacher's colour. The name always stands beside it. */
export function Avatar({ teacher }: { teacher?: TeacherCard }) {
  return (
    <span
      class="cvg-avatar"
      style={teacherColor(teacher)}
      dangerouslySetInnerHTML={{
        __html: svg(glyph(teacher?.glyph ?? 'bubble'), 'cvg-glyph')
      }}
    />
  );
}

/** The colour pair as a variable that follows the theme. */
export function teacherColor(
  teacher?: TeacherCard
): Record<string, string> | undefined {
  if (!teacher || !COLOR.test(teacher.color_light) || !COLOR.test(teacher.color_dark)) {
    return undefined;
  }
  return {
    '--cvg-teacher': `light-dark(${teacher.color_light}, ${teacher.color_dark})`
  };
}
