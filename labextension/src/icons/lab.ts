import { LabIcon } from '@jupyterlab/ui-components';

/** An open book that is being written in. */
export const lessonIcon = new LabIcon({
  name: 'convergio:lesson',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16" fill="none">' +
    '<g class="jp-icon3 jp-icon-selectable" stroke="#616161" stroke-width="2" ' +
    'stroke-linecap="round" stroke-linejoin="round" fill="none">' +
    '<path d="M12 20c-2-2-5-2-9-2V5c4 0 7 0 9 2 1-1 2.500-1.600 4.500-1.800"/>' +
    '<path d="M12 7v13c1.500-1.500 3.500-1.900 6-2"/><path d="m15 14 .6-2.800L20.800 6l2.200 2.200-5.200 5.200z"/>' +
    '</g></svg>'
});

/** Three voices that meet in one point. */
export const convergioIcon = new LabIcon({
  name: 'convergio:teachers',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16" fill="none">' +
    '<g class="jp-icon3 jp-icon-selectable" stroke="#616161" stroke-width="2" ' +
    'stroke-linecap="round" fill="none"><path d="M4 5c5 0 8 2 8 7M20 5c-5 0-8 2-8 7M12 12v8"/></g>' +
    '<g class="jp-icon3 jp-icon-selectable" fill="#616161"><circle cx="12" cy="20" r="2.2"/>' +
    '<circle cx="4" cy="5" r="2.2"/><circle cx="20" cy="5" r="2.2"/></g></svg>'
});
