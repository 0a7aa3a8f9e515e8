// What a condition means, as forms/expression_tree.py says it; tests/forms/conditions.json holds both to it.
const text = (value) => (Array.isArray(value) ? value.join(" ") : String(value));
const number = (value) =>
  typeof value === "number" || /^[ \t\n\r\f\v]*-?\d{1,18}[ \t\n\r\f\v]*$/.test(text(value)) ? BigInt(text(value).trim()) : null;

function find(term, answers, self) {
  if (!Array.isArray(term)) return term;
  const [word, of] = term;
  if (word === "$") return answers[of] ?? "";
  if (word === ".") return self ?? "";
  const found = find(of, answers, self);
  if (word === "length") return [...text(found)].length;
  return Array.isArray(found) ? found.length : Number(found !== "");
}

function holds([word, ...parts], answers, self = null) {
  if (word === "and") return parts.every((part) => holds(part, answers, self));
  if (word === "or") return parts.some((part) => holds(part, answers, self));
  if (word === "not") return !holds(parts[0], answers, self);
  const [left, right] = parts.map((part) => find(part, answers, self));
  if (word === "selected") return right !== "" && (Array.isArray(left) ? left : [String(left)]).includes(right);
  const [a, b] = [number(left), number(right)];
  const known = a !== null && b !== null;
  const either = typeof left === "number" || typeof right === "number";
  const equal = either ? known && a === b : text(left) === text(right);
  if (word === "=") return equal;
  if (word === "!=") return !equal;
  if (!known) return false;
  return word === "<" ? a < b : word === "<=" ? a <= b : word === ">" ? a > b : a >= b;
}
