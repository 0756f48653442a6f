// A form with data-carry-on goes on by itself: long work is done in pieces, and each answer shows how far it is.
document.querySelectorAll("form[data-carry-on]").forEach((form) => {
  setTimeout(() => form.requestSubmit(), 300);
});
