// Long work is done in pieces: its form goes on by itself.
for (const form of mn.all("form[data-carry-on]")) setTimeout(() => form.requestSubmit(), 300);
