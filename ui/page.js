() => {
  // A new question goes to the top of the chat and stays there while its answer grows below it, so that an answer is
  // read from its beginning; a learner who scrolls is left alone until the next question.
  let asked = 0;
  let follow = false;
  const leave = () => { follow = false; };

  const settle = () => {
    const chat = document.querySelector("#tb-chat");
    if (!chat) return;
    // The chat names each message with its source text, which is markup here; what is in the message says it better.
    chat.querySelectorAll("[data-testid=user][aria-label], [data-testid=bot][aria-label]")
      .forEach((message) => message.removeAttribute("aria-label"));
    const questions = chat.querySelectorAll(".user-row");
    if (questions.length > asked) follow = true;
    asked = questions.length;
    if (follow && asked) questions[asked - 1].scrollIntoView({ block: "start" });
  };

  for (const event of ["wheel", "touchmove", "keydown"]) document.addEventListener(event, leave, { passive: true });
  // The chooser opens its list at every key, but a moment later: of Tab, which leaves it, it must not hear.
  window.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && event.target.closest("#tb-chooser")) event.stopPropagation();
  }, { capture: true });
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] };
  new MutationObserver(settle).observe(document.body, changes);
  settle();
}
