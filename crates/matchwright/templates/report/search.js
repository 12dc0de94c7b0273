// The page is complete without this: it hides the rows in which a text does not stand.
(() => {
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  const rows = [...document.querySelectorAll("#pairs tbody tr, #unmatched tbody tr, #mentors tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const search = () => {
    const wanted = field.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = !texts[at].includes(wanted);
      count += row.hidden ? 0 : 1;
    });
    found.textContent = wanted ? `${count} of ${rows.length} rows` : "";
  };
  field.addEventListener("input", search);
  document.getElementById("search").hidden = false;
})();
