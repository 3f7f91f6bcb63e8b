"""Any Python in the page: what a site with calculators of `engine: pyodide` carries, made without a network."""
