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

  // Gradio drops what is asked before the answer to the last question is whole, and a moment longer, when it looks
  // whole already. It is asked again then, unless the learner has changed it or asked something else.
  let waiting = null;  // what a press on asks the question again
  const ways = "#tb-question button, #tb-chat .option, #tb-chat .example, #tb-panel button";
  const box = () => document.querySelector("#tb-question textarea");
  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box();
    if (sends) waiting = document.querySelector("#tb-question button");
  }, { capture: true });
  document.addEventListener("click", (event) => {
    waiting = event.target.closest(ways) || waiting;
  }, { capture: true });
  document.addEventListener("input", (event) => { if (event.target === box()) waiting = null; });
  document.addEventListener("trekbot:asked", () => { waiting = null; });
  document.addEventListener("trekbot:answered", () => setTimeout(() => {
    const again = waiting;
    waiting = null;
    if (again && again.isConnected) again.click();
  }));

  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] };
  new MutationObserver(settle).observe(document.body, changes);
  settle();
}
