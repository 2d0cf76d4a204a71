// A moderator marks a passage in the text, and it stands in the field.
const field = document.querySelector("[name=passage]");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const place = selection.anchorNode?.parentElement?.closest("[data-redact]");
  const passage = selection.toString().trim();
  if (place && place.contains(selection.focusNode) && passage) field.value = passage;
});
