/** Ids of our commands. */
export namespace CommandIDs {
  /** Shows the sidebar and puts the keyboard into its box. */
  export const open = 'convergio:open';
}
