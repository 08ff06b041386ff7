// What the rooms of the page (bridge, frames, typing, stores, breaking, events, effects) all have to know of each other. It holds values and does
// nothing: who changes one of them says so where that is done.

export const page = {
  /** The application is here, and can be called. */
  isHere: false,
  /** Started has been sent. */
  started: false,
  /** Something in the wasm has thrown: no memory, no stack, a trap. Whatever its memory holds now, nothing of it is used again. */
  broken: false,
  /** Whether the picture is shown; not before the application is here. */
  painted: false,
  /** Whether the next frame shows the elements in flow. */
  wantsText: false,
  /** Key of the element that gets the focus with the next frame. @type {string | null} */
  focusNext: null,
  /** Another screen comes with the next frame. */
  screenChanged: false,
  /** The whole safety copy has been read once. */
  copiesAreRead: false,
};
