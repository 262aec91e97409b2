// One form on generated filters: mounted until painted, as whoever opens the page has it; the last load is typed into, too.
// The times go back to the server.
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";

const makers = {
  rjsf: ({ schema, uiSchema }) => <Form schema={schema} uiSchema={uiSchema} validator={validator} />,
  jsonforms: ({ schema, uischema }) => (
    <JsonForms schema={schema} uischema={uischema} data={{}} renderers={vanillaRenderers} cells={vanillaCells} />
  ),
};

function painted() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const behind = new MessageChannel();
      behind.port1.onmessage = resolve;
      behind.port2.postMessage(null);
    }),
  );
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

async function mount(make, filters) {
  const place = document.body.appendChild(document.createElement("main"));
  await pause();
  const started = performance.now();
  flushSync(() => createRoot(place).render(make(filters)));
  await painted();
  return { took: performance.now() - started, place };
}

async function type(place, keys) {
  const line = place.querySelector("input[type=text]");
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  line.focus();
  const times = [];
  for (let key = 0; key < keys; key += 1) {
    await pause();
    const started = performance.now();
    write.call(line, line.value + "x");
    line.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    times.push(performance.now() - started);
  }
  return times;
}

async function measure({ name, filters, keys }) {
  const { took, place } = await mount(makers[name], filters);
  await pause();
  return { mount: took, typed: await type(place, keys) };
}

const asked = await (await fetch("/asked")).json();
let told;
try {
  told = await measure(asked);
} catch (error) {
  told = { failed: String(error) };
}
const more = await (await fetch("/told", { method: "POST", body: JSON.stringify(told) })).json();
if (more) location.reload();
