/** Ids of our commands. */
export namespace CommandIDs {
  /** Shows the sidebar and puts the keyboard into its box. */
  export const open = 'convergio:open';
  /** Checks the answer in the cell that is in use, or in the last one above it. */
  export const check = 'convergio:check-answer';
  /** The next hint for that answer. */
  export const hint = 'convergio:hint';
  /** Shows the panel for whoever writes a lesson. */
  export const write = 'convergio:write-lesson';
}
