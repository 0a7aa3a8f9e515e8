// On every page. The pages work without any script; what scripts add is shown only where this one runs.
// No words stand in a script: they come from the page, in the language of the page.
document.documentElement.classList.add("scripted");
