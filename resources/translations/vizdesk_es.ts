<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Alternative</name>
    <message>
        <source>Alternative {number}</source>
        <translation>Alternativa {number}</translation>
    </message>
    <message>
        <source>Either</source>
        <translation>O bien</translation>
    </message>
    <message>
        <source>or</source>
        <translation>o</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Añadir un filtro</translation>
    </message>
    <message>
        <source>Add a filter to alternative {number}</source>
        <translation>Añadir un filtro a la alternativa {number}</translation>
    </message>
    <message>
        <source>Remove alternative {number}</source>
        <translation>Quitar la alternativa {number}</translation>
    </message>
    <message>
        <source>Remove this alternative</source>
        <translation>Quitar esta alternativa</translation>
    </message>
    <message>
        <source>Empty, so it is not asked for.</source>
        <translation>Está vacía, así que no se busca por ella.</translation>
    </message>
</context>
<context>
    <name>AlternativeRow</name>
    <message>
        <source>Take {label} out of this alternative</source>
        <translation>Sacar {label} de esta alternativa</translation>
    </message>
    <message>
        <source>Take this filter out</source>
        <translation>Sacar este filtro</translation>
    </message>
</context>
<context>
    <name>AlternativesCard</name>
    <message>
        <source>Alternatives</source>
        <translation>Alternativas</translation>
    </message>
    <message>
        <source>Add an alternative</source>
        <translation>Añadir una alternativa</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>BreakableLabel</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>Calendar for {label}</source>
        <translation>Calendario para {label}</translation>
    </message>
</context>
<context>
    <name>ChipButton</name>
    <message>
        <source>applied</source>
        <translation>aplicado</translation>
    </message>
    <message>
        <source>not applied yet</source>
        <translation>aún sin aplicar</translation>
    </message>
    <message>
        <source>removed, still applied</source>
        <translation>quitado, aún aplicado</translation>
    </message>
    <message>
        <source>hidden, not searched for</source>
        <translation>oculto, no se busca</translation>
    </message>
    <message>
        <source>set aside: does not fit the layout any more, not searched for</source>
        <translation>apartado: ya no encaja en el diseño, no se busca</translation>
    </message>
    <message>
        <source>Removed:</source>
        <translation>Quitado:</translation>
    </message>
    <message>
        <source>Hidden:</source>
        <translation>Oculto:</translation>
    </message>
    <message>
        <source>Set aside:</source>
        <translation>Apartado:</translation>
    </message>
    <message>
        <source>Remove.</source>
        <translation>Quitar.</translation>
    </message>
    <message>
        <source>Put back.</source>
        <translation>Volver a poner.</translation>
    </message>
    <message>
        <source>The results follow it until you apply the filters.</source>
        <translation>Los resultados lo siguen teniendo en cuenta hasta que aplique los filtros.</translation>
    </message>
    <message>
        <source>cannot be searched for as typed</source>
        <translation>no se puede buscar tal como está escrito</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Criteria</source>
        <translation>Criterios</translation>
    </message>
</context>
<context>
    <name>ChosenButton</name>
    <message>
        <source>{count} selected</source>
        <translation>Elegidos: {count}</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
</context>
<context>
    <name>ClosingCard</name>
    <message>
        <source>Close VizDesk?</source>
        <translation>¿Cerrar VizDesk?</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>Dejarlo abierto</translation>
    </message>
    <message>
        <source>Close VizDesk</source>
        <translation>Cerrar VizDesk</translation>
    </message>
    <message>
        <source>They stop when VizDesk is closed, and go on by themselves when it is opened again.</source>
        <translation>Se detienen al cerrar VizDesk y siguen por sí solas cuando se vuelve a abrir.</translation>
    </message>
</context>
<context>
    <name>ColumnChooser</name>
    <message>
        <source>Up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Restablecer columnas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Como en los ajustes</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Holgadas</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactas</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Anchura</translation>
    </message>
    <message>
        <source>Space shows or hides a column. Pinned columns stay at the left.</source>
        <translation>La barra espaciadora muestra u oculta una columna. Las columnas fijadas se quedan a la izquierda.</translation>
    </message>
    <message>
        <source>Rows of this page</source>
        <translation>Filas de esta página</translation>
    </message>
    <message>
        <source>{column}, pinned</source>
        <translation>{column}, fijada</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Soltar</translation>
    </message>
</context>
<context>
    <name>ComboField</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Find a page, a filter, a saved search or an action</source>
        <translation>Buscar una página, un filtro, una búsqueda guardada o una acción</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>No hay nada con este nombre.</translation>
    </message>
</context>
<context>
    <name>Connector</name>
    <message>
        <source>Starting the search service…</source>
        <translation>Iniciando el servicio de búsqueda…</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>Conectado.</translation>
    </message>
    <message>
        <source>The connection to the search service was lost; connecting again.</source>
        <translation>Se perdió la conexión con el servicio de búsqueda; conectando de nuevo.</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>1 record</source>
        <translation>1 registro</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} registros</translation>
    </message>
    <message>
        <source>at least {records}</source>
        <translation>al menos {records}</translation>
    </message>
    <message>
        <source>about {records}</source>
        <translation>unos {records}</translation>
    </message>
    <message>
        <source>How many records each choice would find under the other filters that are applied.</source>
        <translation>Cuántos registros encontraría cada opción con los demás filtros aplicados.</translation>
    </message>
</context>
<context>
    <name>CriteriaModel</name>
    <message>
        <source>The search line takes at most {count} characters.</source>
        <translation>La línea de búsqueda admite como máximo {count} caracteres.</translation>
    </message>
    <message>
        <source>{values} does not belong to what is chosen in “{label}”; it is asked for all the same.</source>
        <translation>{values} no corresponde a lo elegido en «{label}»; se busca de todos modos.</translation>
    </message>
    <message>
        <source>Broader than you set it: what is struck through is not searched for until you set it anew.</source>
        <translation>Más amplio de lo que usted indicó: lo tachado no se busca hasta que lo vuelva a indicar.</translation>
    </message>
    <message>
        <source>A new layout has converted filters; their chips say how.</source>
        <translation>Un diseño nuevo ha convertido filtros; sus etiquetas dicen cómo.</translation>
    </message>
    <message>
        <source>The agency’s layout opens with this.</source>
        <translation>El diseño de la agencia se abre con esto.</translation>
    </message>
    <message>
        <source>Hidden by another filter, so it is kept and not searched for.</source>
        <translation>Otro filtro lo oculta; se conserva y no se busca.</translation>
    </message>
    <message>
        <source>One of these is hidden by another filter, so all of it is kept and not searched for.</source>
        <translation>Otro filtro oculta uno de estos; se conserva todo y no se busca.</translation>
    </message>
    <message>
        <source>Either … or …</source>
        <translation>O bien … o …</translation>
    </message>
    <message>
        <source>“{label}” is of another kind now.</source>
        <translation>«{label}» es ahora de otra clase.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Choose from a calendar</source>
        <translation>Elegir en un calendario</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Este año</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Select a record to see all of it.</source>
        <translation>Seleccione un registro para verlo completo.</translation>
    </message>
    <message>
        <source>Copy this record</source>
        <translation>Copiar este registro</translation>
    </message>
    <message>
        <source>Print this record</source>
        <translation>Imprimir este registro</translation>
    </message>
    <message>
        <source>Close the record (Space)</source>
        <translation>Cerrar el registro (Espacio)</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Save this record as PDF…</source>
        <translation>Guardar este registro como PDF…</translation>
    </message>
    <message>
        <source>Print this record…</source>
        <translation>Imprimir este registro…</translation>
    </message>
    <message>
        <source>Record without a name</source>
        <translation>Registro sin nombre</translation>
    </message>
    <message>
        <source>This record cannot be read</source>
        <translation>Este registro no se puede leer</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>sin valor</translation>
    </message>
    <message>
        <source>In the file: {text}</source>
        <translation>En el archivo: {text}</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>“{label}” takes at most {count} characters.</source>
        <translation>«{label}» admite como máximo {count} caracteres.</translation>
    </message>
    <message>
        <source>“{label}” takes at most {count} values at once.</source>
        <translation>«{label}» admite como máximo {count} valores a la vez.</translation>
    </message>
    <message>
        <source>“{label}” takes a single value this way.</source>
        <translation>«{label}» admite así un solo valor.</translation>
    </message>
    <message>
        <source>“{label}” needs a number, such as {example}.</source>
        <translation>«{label}» necesita un número, como {example}.</translation>
    </message>
    <message>
        <source>“{label}” needs a date with a year of four digits, such as {example}.</source>
        <translation>«{label}» necesita una fecha con un año de cuatro cifras, como {example}.</translation>
    </message>
    <message>
        <source>“{label}” ends before it starts; swap the two.</source>
        <translation>«{label}» termina antes de empezar; intercambie los dos.</translation>
    </message>
    <message>
        <source>How far around the place? Write a number.</source>
        <translation>¿Hasta qué distancia del lugar? Escriba un número.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Choose a file…</source>
        <translation>Elegir un archivo…</translation>
    </message>
    <message>
        <source>Drop a CSV, TSV or Parquet file here, also gzipped</source>
        <translation>Suelte aquí un archivo CSV, TSV o Parquet, también comprimido con gzip</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Elegir otro archivo…</translation>
    </message>
</context>
<context>
    <name>EndedSearch</name>
    <message>
        <source>Open the search</source>
        <translation>Abrir la búsqueda</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>Formato de archivo</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Elegir archivo…</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>CSV for Excel</source>
        <translation>CSV para Excel</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Libro de Excel</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Begins with the mark by which Excel knows UTF-8</source>
        <translation>Empieza con la marca por la que Excel reconoce UTF-8</translation>
    </message>
    <message>
        <source>Columns as shown</source>
        <translation>Columnas como se muestran</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Todas las columnas</translation>
    </message>
    <message>
        <source>Close the export</source>
        <translation>Cerrar la exportación</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>All {count} results</source>
        <translation>Todos los resultados ({count})</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Todos los resultados</translation>
    </message>
    <message>
        <source>All {count} shown here</source>
        <translation>Todo lo que se muestra aquí ({count})</translation>
    </message>
    <message>
        <source>1 selected row</source>
        <translation>1 fila seleccionada</translation>
    </message>
    <message>
        <source>{count} selected rows</source>
        <translation>{count} filas seleccionadas</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportar a</translation>
    </message>
</context>
<context>
    <name>ExportModel</name>
    <message>
        <source>{rows} of {total} records, {rate} a second</source>
        <translation>{rows} de {total} registros, {rate} por segundo</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>Progress of the export</source>
        <translation>Progreso de la exportación</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Exporting {page}…</source>
        <translation>Exportando {page}…</translation>
    </message>
    <message>
        <source>Finishing the file…</source>
        <translation>Terminando el archivo…</translation>
    </message>
    <message>
        <source>Exported 1 record to {file}.</source>
        <translation>1 registro exportado a {file}.</translation>
    </message>
    <message>
        <source>Exported {count} records to {file}.</source>
        <translation>{count} registros exportados a {file}.</translation>
    </message>
    <message>
        <source>1 of the selected records is not there any more.</source>
        <translation>1 de los registros seleccionados ya no existe.</translation>
    </message>
    <message>
        <source>{count} of the selected records are not there any more.</source>
        <translation>{count} de los registros seleccionados ya no existen.</translation>
    </message>
    <message>
        <source>1 text was too long for a workbook’s cell and was cut.</source>
        <translation>1 texto era demasiado largo para la celda de un libro y se cortó.</translation>
    </message>
    <message>
        <source>{count} texts were too long for a workbook’s cells and were cut.</source>
        <translation>{count} textos eran demasiado largos para las celdas de un libro y se cortaron.</translation>
    </message>
    <message>
        <source>Stopping the export…</source>
        <translation>Deteniendo la exportación…</translation>
    </message>
    <message>
        <source>Export stopped.</source>
        <translation>Exportación detenida.</translation>
    </message>
    <message>
        <source>No file was made.</source>
        <translation>No se creó ningún archivo.</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Apply filters</source>
        <translation>Aplicar filtros</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Borrar todo</translation>
    </message>
    <message>
        <source>Find a filter</source>
        <translation>Buscar un filtro</translation>
    </message>
    <message>
        <source>Clear what was looked for</source>
        <translation>Borrar lo buscado</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>Reset to what the page opens with</source>
        <translation>Volver a los filtros con que se abre la página</translation>
    </message>
    <message>
        <source>1 change is not applied yet</source>
        <translation>1 cambio aún sin aplicar</translation>
    </message>
    <message>
        <source>{count} changes are not applied yet</source>
        <translation>{count} cambios aún sin aplicar</translation>
    </message>
    <message>
        <source>No filter is set</source>
        <translation>No hay ningún filtro</translation>
    </message>
    <message>
        <source>All filters are applied</source>
        <translation>Todos los filtros están aplicados</translation>
    </message>
</context>
<context>
    <name>FilterPopup</name>
    <message>
        <source>filters</source>
        <translation>filtros</translation>
    </message>
    <message>
        <source>Find a filter</source>
        <translation>Buscar un filtro</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>contains</source>
        <translation>contiene</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>no contiene</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>empieza por</translation>
    </message>
    <message>
        <source>is</source>
        <translation>es</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>es uno de</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>no es ninguno de</translation>
    </message>
    <message>
        <source>is between</source>
        <translation>está entre</translation>
    </message>
    <message>
        <source>is not between</source>
        <translation>no está entre</translation>
    </message>
    <message>
        <source>is like (* and ?)</source>
        <translation>es como (* y ?)</translation>
    </message>
    <message>
        <source>sounds like</source>
        <translation>suena como</translation>
    </message>
    <message>
        <source>is spelled like</source>
        <translation>se escribe como</translation>
    </message>
    <message>
        <source>looks like (O as 0, I as 1)</source>
        <translation>se parece a (O como 0, I como 1)</translation>
    </message>
    <message>
        <source>within a distance</source>
        <translation>dentro de una distancia</translation>
    </message>
    <message>
        <source>in a box</source>
        <translation>en un recuadro</translation>
    </message>
    <message>
        <source>in an area</source>
        <translation>en un área</translation>
    </message>
    <message>
        <source>By value</source>
        <translation>Por valor</translation>
    </message>
    <message>
        <source>Has a value</source>
        <translation>Tiene valor</translation>
    </message>
    <message>
        <source>Has no value</source>
        <translation>No tiene valor</translation>
    </message>
    <message>
        <source>Either this, or …</source>
        <translation>O bien esto, o …</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>no es</translation>
    </message>
    <message>
        <source>That is too long for “{label}”: at most {count} characters. Nothing was changed.</source>
        <translation>Es demasiado largo para «{label}»: {count} caracteres como máximo. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>Condition of {label}</source>
        <translation>Condición de {label}</translation>
    </message>
    <message>
        <source>Choose what this filter does</source>
        <translation>Elija qué hace este filtro</translation>
    </message>
    <message>
        <source>Clear {label}</source>
        <translation>Borrar {label}</translation>
    </message>
    <message>
        <source>Clear this filter</source>
        <translation>Borrar este filtro</translation>
    </message>
</context>
<context>
    <name>GroupBox</name>
    <message>
        <source>{group}, {count} set</source>
        <translation>{group}, filtros puestos: {count}</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>plegado</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>desplegado</translation>
    </message>
</context>
<context>
    <name>IdentifierField</name>
    <message>
        <source>One, or a list: one a line, or with commas</source>
        <translation>Uno o una lista: uno por línea, o separados por comas</translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <source>Starting the import…</source>
        <translation>Iniciando la importación…</translation>
    </message>
    <message>
        <source>Import cancelled.</source>
        <translation>Importación cancelada.</translation>
    </message>
    <message>
        <source>What was there before stays.</source>
        <translation>Lo que había antes se conserva.</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Leyendo el archivo…</translation>
    </message>
    <message>
        <source>Writing records…</source>
        <translation>Escribiendo registros…</translation>
    </message>
    <message>
        <source>Making records searchable…</source>
        <translation>Preparando los registros para la búsqueda…</translation>
    </message>
    <message>
        <source>Stopping the import…</source>
        <translation>Deteniendo la importación…</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>nuevos: {count}</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>cambiados: {count}</translation>
    </message>
    <message>
        <source>{count} as before</source>
        <translation>sin cambios: {count}</translation>
    </message>
    <message>
        <source>{count} deleted</source>
        <translation>eliminados: {count}</translation>
    </message>
    <message>
        <source>Records: {counts}.</source>
        <translation>Registros – {counts}.</translation>
    </message>
    <message>
        <source>none changed</source>
        <translation>ninguno cambiado</translation>
    </message>
    <message>
        <source>{rows} rows, {rate} a second</source>
        <translation>{rows} filas, {rate} por segundo</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} filas</translation>
    </message>
    <message>
        <source>about {count} seconds left</source>
        <translation>quedan unos {count} segundos</translation>
    </message>
    <message>
        <source>about {count} minutes left</source>
        <translation>quedan unos {count} minutos</translation>
    </message>
    <message>
        <source>1 row could not be read and was set aside.</source>
        <translation>1 fila no se pudo leer y quedó apartada.</translation>
    </message>
    <message>
        <source>{count} rows could not be read and were set aside.</source>
        <translation>{count} filas no se pudieron leer y quedaron apartadas.</translation>
    </message>
    <message>
        <source>Imported {count} records.</source>
        <translation>{count} registros importados.</translation>
    </message>
    <message>
        <source>Imported 1 record.</source>
        <translation>1 registro importado.</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Agency</source>
        <translation>Agencia</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Página</translation>
    </message>
    <message>
        <source>Replace its records</source>
        <translation>Reemplazar sus registros</translation>
    </message>
    <message>
        <source>Add to its records</source>
        <translation>Añadir a sus registros</translation>
    </message>
    <message>
        <source>Update its records by their key</source>
        <translation>Actualizar sus registros por su clave</translation>
    </message>
    <message>
        <source>Delete the records that the file lists</source>
        <translation>Eliminar los registros que el archivo enumera</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Más opciones</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Fechas</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>A short name, such as {name}</source>
        <translation>Un nombre corto, como {name}</translation>
    </message>
    <message>
        <source>Order of day and month</source>
        <translation>Orden de día y mes</translation>
    </message>
    <message>
        <source>Find out from the file</source>
        <translation>Averiguarlo por el archivo</translation>
    </message>
    <message>
        <source>Month first: 5/31/2024</source>
        <translation>Primero el mes: 5/31/2024</translation>
    </message>
    <message>
        <source>Day first: 31/5/2024</source>
        <translation>Primero el día: 31/5/2024</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importar un archivo</translation>
    </message>
    <message>
        <source>Each row becomes a record, each column a field with its own filter. The file stays as it is.</source>
        <translation>Cada fila será un registro y cada columna un campo con su propio filtro. El archivo queda como está.</translation>
    </message>
    <message>
        <source>Ask an admin of your agency for the role “importer”.</source>
        <translation>Pida a un administrador de su agencia la función «importer».</translation>
    </message>
    <message>
        <source>Your account may not import files.</source>
        <translation>Su cuenta no puede importar archivos.</translation>
    </message>
    <message>
        <source>Data files ({endings})</source>
        <translation>Archivos de datos ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>Elija un archivo para importar</translation>
    </message>
    <message>
        <source>“{label}” exists already; its short name is {name}.</source>
        <translation>«{label}» ya existe; su nombre corto es {name}.</translation>
    </message>
    <message>
        <source>A new search page is made of the file’s columns.</source>
        <translation>Con las columnas del archivo se crea una página de búsqueda nueva.</translation>
    </message>
    <message>
        <source>Use a short name of small letters and digits, such as {example}.</source>
        <translation>Use un nombre corto de minúsculas y cifras, como {example}.</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>Menos opciones</translation>
    </message>
</context>
<context>
    <name>ImportProgress</name>
    <message>
        <source>Progress of the import</source>
        <translation>Progreso de la importación</translation>
    </message>
    <message>
        <source>Rows set aside</source>
        <translation>Filas apartadas</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Abrir la página</translation>
    </message>
    <message>
        <source>Import another file…</source>
        <translation>Importar otro archivo…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Line {line}: {reason}</source>
        <translation>Línea {line}: {reason}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>y {count} más</translation>
    </message>
</context>
<context>
    <name>KeptSettings</name>
    <message>
        <source>Forget searches and results…</source>
        <translation>Olvidar búsquedas y resultados…</translation>
    </message>
    <message>
        <source>All that is typed, found, marked and noted on all pages is forgotten here. There is no way back.</source>
        <translation>Aquí se olvida todo lo escrito, encontrado, marcado y anotado en todas las páginas. No hay vuelta atrás.</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>Olvidarlos</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Conservarlos</translation>
    </message>
    <message>
        <source>So that a restart loses nothing, VizDesk keeps what you typed, found, marked and noted on each page, your columns and these settings. All of it is encrypted.</source>
        <translation>Para que un reinicio no pierda nada, VizDesk conserva lo que usted escribió, encontró, marcó y anotó en cada página, sus columnas y estos ajustes. Todo está cifrado.</translation>
    </message>
    <message>
        <source>Searches and results are forgotten.</source>
        <translation>Las búsquedas y los resultados se han olvidado.</translation>
    </message>
    <message>
        <source>Pages with filters or results: {pages}. Records marked: {marks}. Records found: {records}.</source>
        <translation>Páginas con filtros o resultados: {pages}. Registros marcados: {marks}. Registros encontrados: {records}.</translation>
    </message>
</context>
<context>
    <name>LanguageSettings</name>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>VizDesk speaks it when it is opened again.</source>
        <translation>VizDesk lo usará cuando se vuelva a abrir.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importar un archivo</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>VizDesk – {page}</source>
        <translation>VizDesk – {page}</translation>
    </message>
    <message>
        <source>VizDesk cannot connect.</source>
        <translation>VizDesk no puede conectarse.</translation>
    </message>
    <message>
        <source>Starting the search service…</source>
        <translation>Iniciando el servicio de búsqueda…</translation>
    </message>
    <message>
        <source>There is nothing to search yet.</source>
        <translation>Aún no hay nada que buscar.</translation>
    </message>
    <message>
        <source>Ask an admin of your agency to import records.</source>
        <translation>Pida a un administrador de su agencia que importe registros.</translation>
    </message>
    <message>
        <source>Import a file of records: each of its columns becomes a filter.</source>
        <translation>Importe un archivo de registros: cada una de sus columnas será un filtro.</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>VizDesk keeps nothing on this computer. {reason}</source>
        <translation>VizDesk no guarda nada en este equipo. {reason}</translation>
    </message>
    <message>
        <source>{count} under way</source>
        <translation>{count} en curso</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} por revisar</translation>
    </message>
</context>
<context>
    <name>MapPopup</name>
    <message>
        <source>Map for {label}</source>
        <translation>Mapa para {label}</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Usar esto</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Arrow keys move the map, + and − zoom, Space points at the middle.</source>
        <translation>Las flechas mueven el mapa, + y − lo acercan y alejan, Espacio señala el centro.</translation>
    </message>
    <message>
        <source>Click a place, or drag from it as far as you want to look. Shift with up or down: farther or less far.</source>
        <translation>Haga clic en un lugar, o arrastre desde él hasta donde quiera buscar. Mayús con arriba o abajo: más lejos o más cerca.</translation>
    </message>
    <message>
        <source>Drag from corner to corner.</source>
        <translation>Arrastre de esquina a esquina.</translation>
    </message>
    <message>
        <source>Click each corner in order; Backspace takes one back.</source>
        <translation>Haga clic en cada esquina por orden; Retroceso quita la última.</translation>
    </message>
    <message>
        <source>Within {distance} {unit} of {place}</source>
        <translation>A menos de {distance} {unit} de {place}</translation>
    </message>
    <message>
        <source>From {first} to {last}</source>
        <translation>De {first} a {last}</translation>
    </message>
    <message>
        <source>{count} corners, the last at {place}</source>
        <translation>{count} esquinas, la última en {place}</translation>
    </message>
    <message>
        <source>Nothing is drawn yet.</source>
        <translation>Aún no hay nada dibujado.</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
</context>
<context>
    <name>MarkHeader</name>
    <message>
        <source>Marks</source>
        <translation>Marcas</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcado</translation>
    </message>
    <message>
        <source>has a note</source>
        <translation>tiene una nota</translation>
    </message>
</context>
<context>
    <name>MarksModel</name>
    <message>
        <source>The record is marked.</source>
        <translation>El registro está marcado.</translation>
    </message>
    <message>
        <source>The mark is taken away.</source>
        <translation>Se ha quitado la marca.</translation>
    </message>
    <message>
        <source>{count} records are marked.</source>
        <translation>{count} registros están marcados.</translation>
    </message>
    <message>
        <source>The marks of {count} records are taken away.</source>
        <translation>Se han quitado las marcas de {count} registros.</translation>
    </message>
    <message>
        <source>No record of this page is marked.</source>
        <translation>Ningún registro de esta página está marcado.</translation>
    </message>
</context>
<context>
    <name>MeasuresModel</name>
    <message>
        <source>What was measured is cleared.</source>
        <translation>Se ha borrado lo medido.</translation>
    </message>
    <message>
        <source>The file is written.</source>
        <translation>Se ha guardado el archivo.</translation>
    </message>
</context>
<context>
    <name>MeasuresSettings</name>
    <message>
        <source>Measuring</source>
        <translation>Medición</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activada</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivada</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>Aún no se ha medido nada.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Guardar como JSON…</translation>
    </message>
    <message>
        <source>How long searches take and how they end, in coarse steps, so that you can show what is slow. Never what you search for or find. It stays on this computer, encrypted, for 90 days; nothing is sent. This is all of it:</source>
        <translation>Cuánto tardan las búsquedas y cómo terminan, en pasos amplios, para que pueda mostrar qué va lento. Nunca lo que usted busca o encuentra. Se queda en este equipo, cifrado, durante 90 días; no se envía nada. Esto es todo:</translation>
    </message>
    <message>
        <source>What VizDesk measured</source>
        <translation>Lo que VizDesk midió</translation>
    </message>
    <message>
        <source>VizDesk measures.</source>
        <translation>VizDesk mide.</translation>
    </message>
    <message>
        <source>VizDesk does not measure any more.</source>
        <translation>VizDesk ya no mide.</translation>
    </message>
    <message>
        <source>Save what was measured</source>
        <translation>Guardar lo medido</translation>
    </message>
</context>
<context>
    <name>MeasuresTable</name>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué ocurrió</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Búsqueda</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportación</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importación</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminada</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>interrumpida</translation>
    </message>
    <message>
        <source>no results</source>
        <translation>sin resultados</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallida</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>sin conexión</translation>
    </message>
    <message>
        <source>under 0.1 s</source>
        <translation>menos de 0,1 s</translation>
    </message>
    <message>
        <source>0.1 to 0.3 s</source>
        <translation>de 0,1 a 0,3 s</translation>
    </message>
    <message>
        <source>0.3 to 1 s</source>
        <translation>de 0,3 a 1 s</translation>
    </message>
    <message>
        <source>1 to 3 s</source>
        <translation>de 1 a 3 s</translation>
    </message>
    <message>
        <source>3 to 10 s</source>
        <translation>de 3 a 10 s</translation>
    </message>
    <message>
        <source>over 10 s</source>
        <translation>más de 10 s</translation>
    </message>
    <message>
        <source>2 to 10</source>
        <translation>de 2 a 10</translation>
    </message>
    <message>
        <source>11 to 100</source>
        <translation>de 11 a 100</translation>
    </message>
    <message>
        <source>over 100</source>
        <translation>más de 100</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconocido</translation>
    </message>
    <message>
        <source>{search}, {outcome}, {took}; found: {found}; filters: {criteria}</source>
        <translation>{search}, {outcome}, {took}; encontrados: {found}; filtros: {criteria}</translation>
    </message>
</context>
<context>
    <name>OptionPopup</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>Buscar una opción</translation>
    </message>
    <message>
        <source>Find an option of {label}</source>
        <translation>Buscar una opción de {label}</translation>
    </message>
    <message>
        <source>Most records first</source>
        <translation>Primero las de más registros</translation>
    </message>
    <message>
        <source>No option has this name.</source>
        <translation>Ninguna opción se llama así.</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Sin foto</translation>
    </message>
    <message>
        <source>Loading the photo…</source>
        <translation>Cargando la foto…</translation>
    </message>
    <message>
        <source>Photo of the record</source>
        <translation>Foto del registro</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>{label}, unit of the distance</source>
        <translation>{label}, unidad de la distancia</translation>
    </message>
    <message>
        <source>One corner a line, or a polygon as WKT or GeoJSON</source>
        <translation>Una esquina por línea, o un polígono como WKT o GeoJSON</translation>
    </message>
    <message>
        <source>{label}, corners of the area</source>
        <translation>{label}, esquinas del área</translation>
    </message>
    <message>
        <source>{label}, coordinates</source>
        <translation>{label}, coordenadas</translation>
    </message>
    <message>
        <source>within</source>
        <translation>a menos de</translation>
    </message>
    <message>
        <source>{label}, distance</source>
        <translation>{label}, distancia</translation>
    </message>
    <message>
        <source>south-west corner</source>
        <translation>esquina suroeste</translation>
    </message>
    <message>
        <source>{label}, south-west corner</source>
        <translation>{label}, esquina suroeste</translation>
    </message>
    <message>
        <source>north-east corner</source>
        <translation>esquina noreste</translation>
    </message>
    <message>
        <source>{label}, north-east corner</source>
        <translation>{label}, esquina noreste</translation>
    </message>
    <message>
        <source>Choose on the map</source>
        <translation>Elegir en el mapa</translation>
    </message>
    <message>
        <source>{label}, choose on the map</source>
        <translation>{label}, elegir en el mapa</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Your account may not print or export.</source>
        <translation>Su cuenta no puede imprimir ni exportar.</translation>
    </message>
    <message>
        <source>Something is being printed or exported already. Wait until it is done.</source>
        <translation>Ya se está imprimiendo o exportando algo. Espere a que termine.</translation>
    </message>
    <message>
        <source>At most {count} records can be printed at once. Select fewer, or export them.</source>
        <translation>Se pueden imprimir como máximo {count} registros a la vez. Seleccione menos, o expórtelos.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save a PDF instead.</source>
        <translation>No hay ninguna impresora configurada en este equipo. Guarde un PDF en su lugar.</translation>
    </message>
</context>
<context>
    <name>Prints</name>
    <message>
        <source>Making the PDF…</source>
        <translation>Creando el PDF…</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Imprimiendo…</translation>
    </message>
    <message>
        <source>1 page is sent to the printer.</source>
        <translation>1 página enviada a la impresora.</translation>
    </message>
    <message>
        <source>{count} pages are sent.</source>
        <translation>{count} páginas enviadas.</translation>
    </message>
    <message>
        <source>1 page is saved as {file}.</source>
        <translation>1 página guardada como {file}.</translation>
    </message>
    <message>
        <source>{count} pages are saved as {file}.</source>
        <translation>{count} páginas guardadas como {file}.</translation>
    </message>
    <message>
        <source>Stopping the print…</source>
        <translation>Deteniendo la impresión…</translation>
    </message>
    <message>
        <source>No file was made.</source>
        <translation>No se creó ningún archivo.</translation>
    </message>
    <message>
        <source>Print stopped.</source>
        <translation>Impresión detenida.</translation>
    </message>
</context>
<context>
    <name>ProxyModel</name>
    <message>
        <source>This is used from now on.</source>
        <translation>Esto se usa desde ahora.</translation>
    </message>
    <message>
        <source>The search service runs on this computer and is reached without a proxy.</source>
        <translation>El servicio de búsqueda funciona en este equipo y se accede a él sin proxy.</translation>
    </message>
    <message>
        <source>The search service answers, reached as this computer’s settings say.</source>
        <translation>El servicio de búsqueda responde, con la configuración de este equipo.</translation>
    </message>
    <message>
        <source>The search service answers, reached without a proxy.</source>
        <translation>El servicio de búsqueda responde, sin proxy.</translation>
    </message>
    <message>
        <source>The search service answers through this proxy.</source>
        <translation>El servicio de búsqueda responde a través de este proxy.</translation>
    </message>
    <message>
        <source>The proxy can be reached.</source>
        <translation>Se puede conectar con el proxy.</translation>
    </message>
</context>
<context>
    <name>ProxySettings</name>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Este</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>proxy.example.org</source>
        <translation>proxy.example.org</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>8080</source>
        <translation>8080</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>where the proxy asks for one</source>
        <translation>si el proxy pide uno</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Usar esto</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>For a gateway on another computer. Name and password are kept in this computer’s keyring, never in a file.</source>
        <translation>Para una pasarela en otro equipo. El nombre y la contraseña se guardan en el llavero de este equipo, nunca en un archivo.</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation>guardada en el llavero</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Probando…</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
</context>
<context>
    <name>QuestionField</name>
    <message>
        <source>{label} (required)</source>
        <translation>{label} (obligatoria)</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Sin responder</translation>
    </message>
</context>
<context>
    <name>QuestionsCard</name>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>No enviar</translation>
    </message>
    <message>
        <source>Answers hold for all of them and can be changed until a file has arrived.</source>
        <translation>Las respuestas valen para todos y se pueden cambiar hasta que un archivo haya llegado.</translation>
    </message>
    <message>
        <source>What is required may also be answered later; a file is completed then.</source>
        <translation>Lo obligatorio también se puede responder después; un archivo se completa entonces.</translation>
    </message>
</context>
<context>
    <name>RadioField</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Settings ({keys})</source>
        <translation>Ajustes ({keys})</translation>
    </message>
    <message>
        <source>Agency: {name}</source>
        <translation>Agencia: {name}</translation>
    </message>
</context>
<context>
    <name>RangeField</name>
    <message>
        <source>from</source>
        <translation>desde</translation>
    </message>
    <message>
        <source>to</source>
        <translation>hasta</translation>
    </message>
</context>
<context>
    <name>RateButton</name>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>At most {rate}</source>
        <translation>Como máximo {rate}</translation>
    </message>
</context>
<context>
    <name>ReasonRow</name>
    <message>
        <source>Case number</source>
        <translation>Número de caso</translation>
    </message>
    <message>
        <source>Case no.</source>
        <translation>N.º de caso</translation>
    </message>
    <message>
        <source>Case number, if there is one</source>
        <translation>Número de caso, si lo hay</translation>
    </message>
    <message>
        <source>Reason for searching</source>
        <translation>Motivo de la búsqueda</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Elija un motivo</translation>
    </message>
</context>
<context>
    <name>RecordDelegate</name>
    <message>
        <source>In the file: {text}</source>
        <translation>En el archivo: {text}</translation>
    </message>
</context>
<context>
    <name>RecordNote</name>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Note on this record</source>
        <translation>Nota sobre este registro</translation>
    </message>
    <message>
        <source>Take the mark away ({keys})</source>
        <translation>Quitar la marca ({keys})</translation>
    </message>
    <message>
        <source>Mark this record ({keys})</source>
        <translation>Marcar este registro ({keys})</translation>
    </message>
    <message>
        <source>A note has {count} letters at most; what goes beyond is not kept.</source>
        <translation>Una nota tiene como máximo {count} caracteres; lo que pase de ahí no se guarda.</translation>
    </message>
    <message>
        <source>Kept on this computer only. It goes into no export and no print.</source>
        <translation>Se guarda solo en este equipo. No entra en ninguna exportación ni impresión.</translation>
    </message>
    <message>
        <source>That is too long for a note: it has {count} letters at most. Nothing was changed.</source>
        <translation>Es demasiado largo para una nota: tiene {count} letras como máximo. No se ha cambiado nada.</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Cannot be read</source>
        <translation>No se puede leer</translation>
    </message>
    <message>
        <source>What this computer has kept of this record cannot be read. It stays as it is. Search again to see the record.</source>
        <translation>Lo que este equipo guardó de este registro no se puede leer. Queda como está. Busque de nuevo para ver el registro.</translation>
    </message>
    <message>
        <source>1 record cannot be read; its row says so.</source>
        <translation>1 registro no se puede leer; su fila lo indica.</translation>
    </message>
    <message>
        <source>{count} records cannot be read; their rows say so.</source>
        <translation>{count} registros no se pueden leer; sus filas lo indican.</translation>
    </message>
</context>
<context>
    <name>RelativeDates</name>
    <message>
        <source>{start}, {time} before</source>
        <translation>{start}, {time} antes</translation>
    </message>
    <message>
        <source>{start}, {time} after</source>
        <translation>{start}, {time} después</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>hace {time}</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>dentro de {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>este mes</translation>
    </message>
    <message>
        <source>this year</source>
        <translation>este año</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 año</translation>
    </message>
    <message>
        <source>{count} years</source>
        <translation>{count} años</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 mes</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} meses</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 semana</translation>
    </message>
    <message>
        <source>{count} weeks</source>
        <translation>{count} semanas</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 día</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} días</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} horas</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 minuto</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} minutos</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>sin valor</translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Sort, columns and marks</source>
        <translation>Orden, columnas y marcas</translation>
    </message>
    <message>
        <source>Export… ({keys})</source>
        <translation>Exportar… ({keys})</translation>
    </message>
    <message>
        <source>Show the record (Space)</source>
        <translation>Mostrar el registro (Espacio)</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Buscar de nuevo</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Go to the filters</source>
        <translation>Ir a los filtros</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Back to the search</source>
        <translation>Volver a la búsqueda</translation>
    </message>
    <message>
        <source>Show all results</source>
        <translation>Mostrar todos los resultados</translation>
    </message>
    <message>
        <source>Keep working; tell me when done</source>
        <translation>Seguir trabajando; avisarme al terminar</translation>
    </message>
    <message>
        <source>Change filters</source>
        <translation>Cambiar los filtros</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 registro</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} registros</translation>
    </message>
    <message>
        <source>Loading more…</source>
        <translation>Cargando más…</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>datos de {time}</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marcas</translation>
    </message>
    <message>
        <source>Results can be sorted by {count} columns at most.</source>
        <translation>Los resultados se pueden ordenar por {count} columnas como máximo.</translation>
    </message>
</context>
<context>
    <name>Saved</name>
    <message>
        <source>This cannot be read. It is set aside; the others are not affected.</source>
        <translation>Esto no se puede leer. Queda apartado; los demás no se ven afectados.</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>Todos los registros</translation>
    </message>
    <message>
        <source>Saved with a newer layout than the one here: its filters are not searched for.</source>
        <translation>Guardada con un diseño más nuevo que el de aquí: sus filtros no se buscan.</translation>
    </message>
    <message>
        <source>1 filter does not fit the layout any more; it is kept and not searched for.</source>
        <translation>1 filtro ya no encaja en el diseño; se conserva y no se busca.</translation>
    </message>
    <message>
        <source>{count} filters do not fit the layout any more; they are kept and not searched for.</source>
        <translation>{count} filtros ya no encajan en el diseño; se conservan y no se buscan.</translation>
    </message>
</context>
<context>
    <name>SavedDelegate</name>
    <message>
        <source>New name</source>
        <translation>Nombre nuevo</translation>
    </message>
</context>
<context>
    <name>SavedModel</name>
    <message>
        <source>“{name}” is replaced.</source>
        <translation>«{name}» se ha reemplazado.</translation>
    </message>
    <message>
        <source>The search</source>
        <translation>La búsqueda</translation>
    </message>
    <message>
        <source>{name} is deleted.</source>
        <translation>{name}: eliminado.</translation>
    </message>
    <message>
        <source>The history is cleared.</source>
        <translation>Se ha borrado el historial.</translation>
    </message>
</context>
<context>
    <name>SavedPanel</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>Borrar historial</translation>
    </message>
    <message>
        <source>Save list</source>
        <translation>Guardar lista</translation>
    </message>
    <message>
        <source>Saved searches, lists and history</source>
        <translation>Búsquedas guardadas, listas e historial</translation>
    </message>
    <message>
        <source>Find a saved search, a list or an earlier search</source>
        <translation>Buscar en lo guardado y en el historial</translation>
    </message>
    <message>
        <source>Find in saved searches, lists and history</source>
        <translation>Buscar en búsquedas guardadas, listas e historial</translation>
    </message>
    <message>
        <source>Name of this search or list</source>
        <translation>Nombre para guardar</translation>
    </message>
    <message>
        <source>Selected records: {count}</source>
        <translation>Registros seleccionados: {count}</translation>
    </message>
    <message>
        <source>All loaded records: {count}</source>
        <translation>Todos los registros cargados: {count}</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>No hay nada con este nombre.</translation>
    </message>
    <message>
        <source>Nothing is saved yet. Each search that you apply will be in the history here.</source>
        <translation>Aún no hay nada guardado. Cada búsqueda que aplique estará aquí en el historial.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Usar de nuevo</translation>
    </message>
    <message>
        <source>Replace search</source>
        <translation>Reemplazar búsqueda</translation>
    </message>
    <message>
        <source>Save search</source>
        <translation>Guardar búsqueda</translation>
    </message>
    <message>
        <source>Marked records: {count}</source>
        <translation>Registros marcados: {count}</translation>
    </message>
    <message>
        <source>A filter cannot be applied as it is typed. Correct it, then save the search.</source>
        <translation>Un filtro no se puede aplicar tal como está escrito. Corríjalo y guarde la búsqueda.</translation>
    </message>
    <message>
        <source>The search is saved.</source>
        <translation>La búsqueda está guardada.</translation>
    </message>
    <message>
        <source>The results are others than when this was opened. Close it and open it again.</source>
        <translation>Los resultados no son los mismos que al abrir esto. Ciérrelo y vuelva a abrirlo.</translation>
    </message>
    <message>
        <source>The list is saved.</source>
        <translation>La lista está guardada.</translation>
    </message>
    <message>
        <source>Type a name first.</source>
        <translation>Escriba primero un nombre.</translation>
    </message>
</context>
<context>
    <name>SavedRows</name>
    <message>
        <source>Search of {time}</source>
        <translation>Búsqueda de {time}</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Búsquedas guardadas</translation>
    </message>
    <message>
        <source>Saved lists</source>
        <translation>Listas guardadas</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>1 record as of {time}</source>
        <translation>1 registro, datos de {time}</translation>
    </message>
    <message>
        <source>{count} records as of {time}</source>
        <translation>{count} registros, datos de {time}</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Nothing searched yet.</source>
        <translation>Aún no se ha buscado nada.</translation>
    </message>
    <message>
        <source>Set filters or type words, then choose “Apply filters”.</source>
        <translation>Ponga filtros o escriba palabras y elija «Aplicar filtros».</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Press Esc to cancel.</source>
        <translation>Pulse Esc para cancelar.</translation>
    </message>
    <message>
        <source>You can keep working; the results will appear here.</source>
        <translation>Puede seguir trabajando; los resultados aparecerán aquí.</translation>
    </message>
    <message>
        <source>Still searching.</source>
        <translation>Sigue buscando.</translation>
    </message>
    <message>
        <source>1 of {sources} sources has answered.</source>
        <translation>Ha respondido 1 de {sources} fuentes.</translation>
    </message>
    <message>
        <source>{answered} of {sources} sources have answered.</source>
        <translation>Han respondido {answered} de {sources} fuentes.</translation>
    </message>
    <message>
        <source>{answered} of {sources} sources so far</source>
        <translation>{answered} de {sources} fuentes hasta ahora</translation>
    </message>
    <message>
        <source>No results.</source>
        <translation>Sin resultados.</translation>
    </message>
    <message>
        <source>Remove a filter or shorten a word, then apply the filters again.</source>
        <translation>Quite un filtro o acorte una palabra y vuelva a aplicar los filtros.</translation>
    </message>
    <message>
        <source>All records that were found have been removed since.</source>
        <translation>Todos los registros encontrados se han eliminado desde entonces.</translation>
    </message>
    <message>
        <source>This does not mean there are no matches now. Search again for current results.</source>
        <translation>Esto no significa que ahora no haya coincidencias. Busque de nuevo para ver resultados actuales.</translation>
    </message>
    <message>
        <source>Nothing found so far.</source>
        <translation>Nada encontrado hasta ahora.</translation>
    </message>
    <message>
        <source>This does not mean there are no matches. Try again later.</source>
        <translation>Esto no significa que no haya coincidencias. Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Showing {total}.</source>
        <translation>Se muestra {total}.</translation>
    </message>
    <message>
        <source>Showing all {total}.</source>
        <translation>Se muestran los {total}.</translation>
    </message>
    <message>
        <source>Showing 1–{shown} of {total}.</source>
        <translation>Se muestran 1–{shown} de {total}.</translation>
    </message>
    <message>
        <source>Nothing found so far: the search was stopped after {records} of {of} records.</source>
        <translation>Nada encontrado hasta ahora: la búsqueda se detuvo tras {records} de {of} registros.</translation>
    </message>
    <message>
        <source>Showing 1–{shown} of {total} so far: the search was stopped after {records} of {of} records.</source>
        <translation>Se muestran 1–{shown} de {total} hasta ahora: la búsqueda se detuvo tras {records} de {of} registros.</translation>
    </message>
    <message>
        <source>There may be more matches. Try again later.</source>
        <translation>Puede haber más coincidencias. Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>The others did not answer.</source>
        <translation>Las demás no respondieron.</translation>
    </message>
    <message>
        <source>{names} did not answer.</source>
        <translation>No respondió: {names}.</translation>
    </message>
    <message>
        <source>Nothing found in {answered} of {sources} sources.</source>
        <translation>Nada encontrado en {answered} de {sources} fuentes.</translation>
    </message>
    <message>
        <source>Showing {shown} result from {answered} of {sources} sources.</source>
        <translation>Se muestra {shown} resultado de {answered} de {sources} fuentes.</translation>
    </message>
    <message>
        <source>Showing {shown} results from {answered} of {sources} sources.</source>
        <translation>Se muestran {shown} resultados de {answered} de {sources} fuentes.</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 resultado</translation>
    </message>
    <message>
        <source>nothing found so far</source>
        <translation>nada encontrado hasta ahora</translation>
    </message>
    <message>
        <source>at least 1 result</source>
        <translation>al menos 1 resultado</translation>
    </message>
    <message>
        <source>{total} results</source>
        <translation>{total} resultados</translation>
    </message>
    <message>
        <source>at least {total} results</source>
        <translation>al menos {total} resultados</translation>
    </message>
    <message>
        <source>about {total} results</source>
        <translation>unos {total} resultados</translation>
    </message>
    <message>
        <source>Search again for current results.</source>
        <translation>Busque de nuevo para ver resultados actuales.</translation>
    </message>
    <message>
        <source>No results as of {time}.</source>
        <translation>Sin resultados ({time}).</translation>
    </message>
    <message>
        <source>The search of {time} did not look everywhere.</source>
        <translation>La búsqueda de {time} no miró en todas partes.</translation>
    </message>
    <message>
        <source>{said} As of {time}.</source>
        <translation>{said} Datos de {time}.</translation>
    </message>
    <message>
        <source>Saved list “{name}”: 1 record.</source>
        <translation>Lista guardada «{name}»: 1 registro.</translation>
    </message>
    <message>
        <source>Saved list “{name}”: {count} records.</source>
        <translation>Lista guardada «{name}»: {count} registros.</translation>
    </message>
    <message>
        <source>As of {time}; kept on this computer.</source>
        <translation>Datos de {time}; guardados en este equipo.</translation>
    </message>
    <message>
        <source>1 marked record.</source>
        <translation>1 registro marcado.</translation>
    </message>
    <message>
        <source>{count} marked records.</source>
        <translation>{count} registros marcados.</translation>
    </message>
    <message>
        <source>Kept on this computer, each as it was when you marked it.</source>
        <translation>Guardados en este equipo, cada uno como era cuando usted lo marcó.</translation>
    </message>
    <message>
        <source>Only marked records: {rows} of the {loaded} results loaded here.</source>
        <translation>Solo registros marcados: {rows} de {loaded} resultados cargados aquí.</translation>
    </message>
    <message>
        <source>Only records with a note: {rows} of the {loaded} results loaded here.</source>
        <translation>Solo registros con nota: {rows} de {loaded} resultados cargados aquí.</translation>
    </message>
    <message>
        <source>The search found {total} as of {time}.</source>
        <translation>La búsqueda encontró {total} ({time}).</translation>
    </message>
    <message>
        <source>Those not loaded yet are left out.</source>
        <translation>Los que aún no se han cargado quedan fuera.</translation>
    </message>
    <message>
        <source>None of the results loaded here has a note.</source>
        <translation>Ninguno de los resultados cargados aquí tiene nota.</translation>
    </message>
    <message>
        <source>None of the results loaded here is marked.</source>
        <translation>Ninguno de los resultados cargados aquí está marcado.</translation>
    </message>
    <message>
        <source>There are no results of this search to show only some of.</source>
        <translation>No hay resultados de esta búsqueda de los que mostrar solo algunos.</translation>
    </message>
    <message>
        <source>Show all results to sort them.</source>
        <translation>Muestre todos los resultados para ordenarlos.</translation>
    </message>
    <message>
        <source>A saved list keeps its order. Go back to the search to sort.</source>
        <translation>Una lista guardada conserva su orden. Vuelva a la búsqueda para ordenar.</translation>
    </message>
    <message>
        <source>The results of this search are not here yet.</source>
        <translation>Los resultados de esta búsqueda aún no están aquí.</translation>
    </message>
    <message>
        <source>Search again to see them.</source>
        <translation>Busque de nuevo para verlos.</translation>
    </message>
    <message>
        <source>You will be told when it is done.</source>
        <translation>Se le avisará cuando termine.</translation>
    </message>
    <message>
        <source>{page}: {headline}</source>
        <translation>{page}: {headline}</translation>
    </message>
    <message>
        <source>Search cancelled.</source>
        <translation>Búsqueda cancelada.</translation>
    </message>
    <message>
        <source>Change the filters, or search again.</source>
        <translation>Cambie los filtros o busque de nuevo.</translation>
    </message>
    <message>
        <source>Search not finished after {seconds} seconds. This does not mean there are no matches.</source>
        <translation>La búsqueda no terminó en {seconds} segundos. Esto no significa que no haya coincidencias.</translation>
    </message>
    <message>
        <source>New searches wait until you run them.</source>
        <translation>Las búsquedas nuevas esperan hasta que usted las lance.</translation>
    </message>
    <message>
        <source>Offline. The search service cannot be reached.</source>
        <translation>Sin conexión. No se puede conectar con el servicio de búsqueda.</translation>
    </message>
    <message>
        <source>Offline. Showing results from {time}.</source>
        <translation>Sin conexión. Se muestran resultados de {time}.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Try again, or change the filters.</source>
        <translation>Inténtelo de nuevo o cambie los filtros.</translation>
    </message>
    <message>
        <source>The records have changed since this search. Search again to see the rest.</source>
        <translation>Los registros han cambiado desde esta búsqueda. Busque de nuevo para ver el resto.</translation>
    </message>
    <message>
        <source>The rest could not be loaded now. Scroll on to try again.</source>
        <translation>El resto no se pudo cargar ahora. Siga desplazándose para reintentarlo.</translation>
    </message>
    <message>
        <source>These results are shown, but could not be kept for later. {reason}</source>
        <translation>Estos resultados se muestran, pero no se pudieron guardar para después. {reason}</translation>
    </message>
    <message>
        <source>Some of these results are no longer kept on this computer; their rows say so.</source>
        <translation>Algunos de estos resultados ya no están guardados en este equipo; sus filas lo indican.</translation>
    </message>
    <message>
        <source>Some of these results cannot be read from this computer now; their rows say so. {reason}</source>
        <translation>Algunos de estos resultados no se pueden leer ahora en este equipo; sus filas lo indican. {reason}</translation>
    </message>
    <message>
        <source>Results for your previous search, {time}</source>
        <translation>Resultados de su búsqueda anterior, {time}</translation>
    </message>
    <message>
        <source>The records changed at {time}. These results are from before.</source>
        <translation>Los registros cambiaron ({time}). Estos resultados son de antes.</translation>
    </message>
    <message>
        <source>1 record was removed.</source>
        <translation>1 registro se eliminó.</translation>
    </message>
    <message>
        <source>{count} records were removed.</source>
        <translation>{count} registros se eliminaron.</translation>
    </message>
    <message>
        <source>1 record reads otherwise now.</source>
        <translation>1 registro tiene ahora otros datos.</translation>
    </message>
    <message>
        <source>{count} read otherwise now.</source>
        <translation>{count} tienen ahora otros datos.</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>una hora desconocida</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search all fields of {page}</source>
        <translation>Buscar en todos los campos de {page}</translation>
    </message>
    <message>
        <source>Search all fields</source>
        <translation>Buscar en todos los campos</translation>
    </message>
    <message>
        <source>Words that a record must contain; * stands for any ending.</source>
        <translation>Palabras que un registro debe contener; * vale por cualquier terminación.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
    <message>
        <source>Saved searches, lists and history</source>
        <translation>Búsquedas guardadas, listas e historial</translation>
    </message>
    <message>
        <source>Saved searches, lists and history (Ctrl+O); save this search (Ctrl+S)</source>
        <translation>Búsquedas guardadas, listas e historial (Ctrl+O); guardar esta búsqueda (Ctrl+S)</translation>
    </message>
    <message>
        <source>Open a copy of this search in a new tab</source>
        <translation>Abrir una copia de esta búsqueda en otra pestaña</translation>
    </message>
    <message>
        <source>Open a copy of this search in a new tab (Ctrl+T)</source>
        <translation>Abrir una copia de esta búsqueda en otra pestaña (Ctrl+T)</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Acórtelo.</translation>
    </message>
    <message>
        <source>The filters are set. Apply them to search.</source>
        <translation>Los filtros están puestos. Aplíquelos para buscar.</translation>
    </message>
    <message>
        <source>Also searching {words}.</source>
        <translation>También se busca {words}.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>/agency must be lower case letters, digits and hyphens, a letter first.</source>
        <translation>/agency debe ser de minúsculas, cifras y guiones, con una letra al principio.</translation>
    </message>
    <message>
        <source>/answers must be an object of at most {most} answers.</source>
        <translation>/answers debe ser un objeto de {most} respuestas como máximo.</translation>
    </message>
    <message>
        <source>/answers: the agency does not ask what answer {place} is for.</source>
        <translation>/answers: la agencia no hace la pregunta de la respuesta {place}.</translation>
    </message>
    <message>
        <source>/budget must be an object with “ms”, a whole number from 1 to {most}.</source>
        <translation>/budget debe ser un objeto con «ms», un número entero de 1 a {most}.</translation>
    </message>
    <message>
        <source>/columns names a field twice.</source>
        <translation>/columns indica un campo dos veces.</translation>
    </message>
    <message>
        <source>/facets must be a list of 1 to {most} objects.</source>
        <translation>/facets debe ser una lista de 1 a {most} objetos.</translation>
    </message>
    <message>
        <source>/facets names a filter twice.</source>
        <translation>/facets indica un filtro dos veces.</translation>
    </message>
    <message>
        <source>/filters/$any must be a list of 1 to {most} objects of filters.</source>
        <translation>/filters/$any debe ser una lista de 1 a {most} objetos de filtros.</translation>
    </message>
    <message>
        <source>/filters/$any/{place} must be an object with at least one filter.</source>
        <translation>/filters/$any/{place} debe ser un objeto con al menos un filtro.</translation>
    </message>
    <message>
        <source>/group must be a whole number from 0 to {most}: the place of a group in “$any”.</source>
        <translation>/group debe ser un número entero de 0 a {most}: el lugar de un grupo en «$any».</translation>
    </message>
    <message>
        <source>/ids holds what is not the id of a record.</source>
        <translation>/ids contiene algo que no es el identificador de un registro.</translation>
    </message>
    <message>
        <source>/ids must be a list of at most {most} ids.</source>
        <translation>/ids debe ser una lista de {most} identificadores como máximo.</translation>
    </message>
    <message>
        <source>/key must be a list of at most {most} names of fields.</source>
        <translation>/key debe ser una lista de {most} nombres de campos como máximo.</translation>
    </message>
    <message>
        <source>/layout must be text such as harbor@7.</source>
        <translation>/layout debe ser un texto como harbor@7.</translation>
    </message>
    <message>
        <source>/layout must name the agency, such as harbor@7 or harbor.</source>
        <translation>/layout debe indicar la agencia, como harbor@7 o harbor.</translation>
    </message>
    <message>
        <source>/limit must be a whole number from 1 to {most}.</source>
        <translation>/limit debe ser un número entero de 1 a {most}.</translation>
    </message>
    <message>
        <source>/name must be text of at most {most} characters.</source>
        <translation>/name debe ser un texto de {most} caracteres como máximo.</translation>
    </message>
    <message>
        <source>/olderThanHours must be a number from 0 to {most}.</source>
        <translation>/olderThanHours debe ser un número de 0 a {most}.</translation>
    </message>
    <message>
        <source>/page has an unknown key “{key}”.</source>
        <translation>/page tiene una clave desconocida «{key}».</translation>
    </message>
    <message>
        <source>/page must be a name in lower_snake_case of at most {most} characters that is not reserved.</source>
        <translation>/page debe ser un nombre no reservado de {most} caracteres como máximo, en minúsculas_con_guiones_bajos.</translation>
    </message>
    <message>
        <source>/page/after must be a cursor or null.</source>
        <translation>/page/after debe ser un cursor o null.</translation>
    </message>
    <message>
        <source>/page/size must be a whole number from 1 to {most}.</source>
        <translation>/page/size debe ser un número entero de 1 a {most}.</translation>
    </message>
    <message>
        <source>/path must be absolute.</source>
        <translation>/path debe ser una ruta absoluta.</translation>
    </message>
    <message>
        <source>/prefix must be text of at most {most} characters.</source>
        <translation>/prefix debe ser un texto de {most} caracteres como máximo.</translation>
    </message>
    <message>
        <source>/query is longer than {most} characters.</source>
        <translation>/query tiene más de {most} caracteres.</translation>
    </message>
    <message>
        <source>/reason must be an object of texts.</source>
        <translation>/reason debe ser un objeto de textos.</translation>
    </message>
    <message>
        <source>/sort has more than {most} keys.</source>
        <translation>/sort tiene más de {most} claves.</translation>
    </message>
    <message>
        <source>/sort/{place} must be an object with “field” and “direction”.</source>
        <translation>/sort/{place} debe ser un objeto con «field» y «direction».</translation>
    </message>
    <message>
        <source>/sort/{place}/direction must be asc or desc.</source>
        <translation>/sort/{place}/direction debe ser asc o desc.</translation>
    </message>
    <message>
        <source>/token must be 16 to 64 letters, digits, hyphens and underscores.</source>
        <translation>/token debe tener de 16 a 64 letras, cifras, guiones y guiones bajos.</translation>
    </message>
    <message>
        <source>/type, /generation and /layout must be texts.</source>
        <translation>/type, /generation y /layout deben ser textos.</translation>
    </message>
    <message>
        <source>/values must be a list of at most {most} texts.</source>
        <translation>/values debe ser una lista de {most} textos como máximo.</translation>
    </message>
    <message>
        <source>/{key} must be a list of at most {most} parts.</source>
        <translation>/{key} debe ser una lista de {most} partes como máximo.</translation>
    </message>
    <message>
        <source>/{key} must be a list of texts.</source>
        <translation>/{key} debe ser una lista de textos.</translation>
    </message>
    <message>
        <source>/{key} must be a list.</source>
        <translation>/{key} debe ser una lista.</translation>
    </message>
    <message>
        <source>/{key} must be an object.</source>
        <translation>/{key} debe ser un objeto.</translation>
    </message>
    <message>
        <source>/{key} must be one of: {known}.</source>
        <translation>/{key} debe ser uno de estos: {known}.</translation>
    </message>
    <message>
        <source>/{key} must be text.</source>
        <translation>/{key} debe ser un texto.</translation>
    </message>
    <message>
        <source>/{key} names more than {most}.</source>
        <translation>/{key} indica más de {most}.</translation>
    </message>
    <message>
        <source>1 cell where the header has {width}</source>
        <translation>1 celda, y el encabezado tiene {width}</translation>
    </message>
    <message>
        <source>1 field changed its kind; its filter was fitted.</source>
        <translation>1 campo cambió de clase; su filtro se adaptó.</translation>
    </message>
    <message>
        <source>1 field is gone; its filter was retired.</source>
        <translation>1 campo ya no está; su filtro se retiró.</translation>
    </message>
    <message>
        <source>1 field is new and was added at the end.</source>
        <translation>1 campo es nuevo y se añadió al final.</translation>
    </message>
    <message>
        <source>1 row whose key is there already was left out; --update would put it in place.</source>
        <translation>1 fila cuya clave ya existe quedó fuera; --update la pondría en su lugar.</translation>
    </message>
    <message>
        <source>1 row whose key no record has.</source>
        <translation>1 fila cuya clave no tiene ningún registro.</translation>
    </message>
    <message>
        <source>1 row whose key stands again further down; the last one counts.</source>
        <translation>1 fila cuya clave se repite más abajo; vale la última.</translation>
    </message>
    <message>
        <source>A case number has at most {count} characters.</source>
        <translation>Un número de caso tiene como máximo {count} caracteres.</translation>
    </message>
    <message>
        <source>A data file cannot be read: it is damaged.</source>
        <translation>No se puede leer un archivo de datos: está dañado.</translation>
    </message>
    <message>
        <source>A database file is never written without a key.</source>
        <translation>Un archivo de base de datos nunca se escribe sin clave.</translation>
    </message>
    <message>
        <source>A distance is more than 0 and at most half the way round the Earth.</source>
        <translation>Una distancia es mayor que 0 y como máximo media vuelta a la Tierra.</translation>
    </message>
    <message>
        <source>A file arrived before its answers were changed.</source>
        <translation>Un archivo llegó antes de que se cambiaran sus respuestas.</translation>
    </message>
    <message>
        <source>A gateway on another computer must be reached by https.</source>
        <translation>A una pasarela en otro equipo hay que acceder por https.</translation>
    </message>
    <message>
        <source>A group of alternatives cannot hold another one.</source>
        <translation>Un grupo de alternativas no puede contener otro.</translation>
    </message>
    <message>
        <source>A latitude is from -90 to 90, a longitude from -180 to 180.</source>
        <translation>Una latitud va de -90 a 90; una longitud, de -180 a 180.</translation>
    </message>
    <message>
        <source>A relative date lies beyond the calendar.</source>
        <translation>Una fecha relativa cae fuera del calendario.</translation>
    </message>
    <message>
        <source>A workbook holds at most {most} records.</source>
        <translation>En un libro caben {most} registros como máximo.</translation>
    </message>
    <message>
        <source>Add criteria, then search again.</source>
        <translation>Añada criterios y busque de nuevo.</translation>
    </message>
    <message>
        <source>Add the column, or name the one that has it.</source>
        <translation>Añada la columna, o indique la que contiene la clave.</translation>
    </message>
    <message>
        <source>An area has {least} to {most} corners.</source>
        <translation>Un área tiene de {least} a {most} esquinas.</translation>
    </message>
    <message>
        <source>An export is not paged.</source>
        <translation>Una exportación no tiene páginas.</translation>
    </message>
    <message>
        <source>Another VizDesk sends files on this computer already.</source>
        <translation>Otro VizDesk ya envía archivos en este equipo.</translation>
    </message>
    <message>
        <source>Another gateway runs on this data folder.</source>
        <translation>Otra pasarela trabaja en esta carpeta de datos.</translation>
    </message>
    <message>
        <source>Another program is writing the same data.</source>
        <translation>Otro programa está escribiendo los mismos datos.</translation>
    </message>
    <message>
        <source>Answer them anew.</source>
        <translation>Respóndalas de nuevo.</translation>
    </message>
    <message>
        <source>Answer, then it is completed.</source>
        <translation>Responda, y entonces se completa.</translation>
    </message>
    <message>
        <source>Ask an admin of your agency.</source>
        <translation>Pídala a un administrador de su agencia.</translation>
    </message>
    <message>
        <source>Ask an admin to name the server under “photoHosts” in the layout.</source>
        <translation>Pida a un administrador que indique el servidor en «photoHosts» del diseño.</translation>
    </message>
    <message>
        <source>Ask for a box, or for a distance from the pole.</source>
        <translation>Pida un recuadro, o una distancia desde el polo.</translation>
    </message>
    <message>
        <source>Ask for each once.</source>
        <translation>Pida cada uno una vez.</translation>
    </message>
    <message>
        <source>Ask for the right to read it.</source>
        <translation>Pida permiso para leerlo.</translation>
    </message>
    <message>
        <source>Ask who keeps the layout to mend it.</source>
        <translation>Pida a quien mantiene el diseño que lo corrija.</translation>
    </message>
    <message>
        <source>Ask your admin for a new one.</source>
        <translation>Pida uno nuevo a su administrador.</translation>
    </message>
    <message>
        <source>Begin with a new one.</source>
        <translation>Empiece con una nueva.</translation>
    </message>
    <message>
        <source>Both coordinates are of the same direction.</source>
        <translation>Las dos coordenadas son de la misma dirección.</translation>
    </message>
    <message>
        <source>Check its host and port, and the network.</source>
        <translation>Compruebe su servidor y su puerto, y la red.</translation>
    </message>
    <message>
        <source>Check its name, and whether its disk is connected.</source>
        <translation>Compruebe su nombre y si su disco está conectado.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Compruebe su nombre.</translation>
    </message>
    <message>
        <source>Check its path and rights.</source>
        <translation>Compruebe su ruta y sus permisos.</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Compruebe su ruta.</translation>
    </message>
    <message>
        <source>Check its rights and the disk.</source>
        <translation>Compruebe sus permisos y el disco.</translation>
    </message>
    <message>
        <source>Check its rights and the free space.</source>
        <translation>Compruebe sus permisos y el espacio libre.</translation>
    </message>
    <message>
        <source>Check that both sides are up to date.</source>
        <translation>Compruebe que ambos lados estén actualizados.</translation>
    </message>
    <message>
        <source>Check that it is the file that you mean.</source>
        <translation>Compruebe que sea el archivo que quiere.</translation>
    </message>
    <message>
        <source>Check the connection, then try again.</source>
        <translation>Compruebe la conexión y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Check the connection.</source>
        <translation>Compruebe la conexión.</translation>
    </message>
    <message>
        <source>Check the disk that it is on.</source>
        <translation>Compruebe el disco en que está.</translation>
    </message>
    <message>
        <source>Check the disk, and the port in --storage.</source>
        <translation>Compruebe el disco, y el puerto en --storage.</translation>
    </message>
    <message>
        <source>Check the header line and the delimiter.</source>
        <translation>Compruebe la línea de encabezado y el separador.</translation>
    </message>
    <message>
        <source>Check the proxy’s address, name and password in the settings.</source>
        <translation>Compruebe en los ajustes la dirección, el nombre y la contraseña del proxy.</translation>
    </message>
    <message>
        <source>Check the rights and the free space.</source>
        <translation>Compruebe los permisos y el espacio libre.</translation>
    </message>
    <message>
        <source>Check this computer and the network.</source>
        <translation>Compruebe este equipo y la red.</translation>
    </message>
    <message>
        <source>Choose a CSV, TSV or Parquet file.</source>
        <translation>Elija un archivo CSV, TSV o Parquet.</translation>
    </message>
    <message>
        <source>Choose a file with a header line and at least one row.</source>
        <translation>Elija un archivo con una línea de encabezado y al menos una fila.</translation>
    </message>
    <message>
        <source>Choose a file with at least one row.</source>
        <translation>Elija un archivo con al menos una fila.</translation>
    </message>
    <message>
        <source>Choose another folder or name.</source>
        <translation>Elija otra carpeta u otro nombre.</translation>
    </message>
    <message>
        <source>Choose one file in it.</source>
        <translation>Elija un archivo de dentro.</translation>
    </message>
    <message>
        <source>Choose one of its reasons.</source>
        <translation>Elija uno de sus motivos.</translation>
    </message>
    <message>
        <source>Clear the others, then search again.</source>
        <translation>Borre los demás y busque de nuevo.</translation>
    </message>
    <message>
        <source>Copy it again from where it came.</source>
        <translation>Cópielo de nuevo desde donde vino.</translation>
    </message>
    <message>
        <source>Copy it to this computer, then try again.</source>
        <translation>Cópielo a este equipo y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Count the values of another.</source>
        <translation>Cuente los valores de otro.</translation>
    </message>
    <message>
        <source>Counts are switched off for now.</source>
        <translation>Los recuentos están desactivados por ahora.</translation>
    </message>
    <message>
        <source>Each needs “tokenSha256”, “user”, “agency” and “roles”: {roles}, or those of a layout.</source>
        <translation>Cada uno necesita «tokenSha256», «user», «agency» y «roles»: {roles}, o los de un diseño.</translation>
    </message>
    <message>
        <source>Either {groups}</source>
        <translation>O bien {groups}</translation>
    </message>
    <message>
        <source>Export as CSV, or add criteria and export less.</source>
        <translation>Exporte como CSV, o añada criterios y exporte menos.</translation>
    </message>
    <message>
        <source>Export it again, or as CSV.</source>
        <translation>Expórtelo de nuevo, o como CSV.</translation>
    </message>
    <message>
        <source>Export the data as CSV from where it came.</source>
        <translation>Exporte los datos como CSV desde donde vinieron.</translation>
    </message>
    <message>
        <source>Export the table as CSV first.</source>
        <translation>Exporte primero la tabla como CSV.</translation>
    </message>
    <message>
        <source>Facets are neither sorted nor paged.</source>
        <translation>Los recuentos no se ordenan ni tienen páginas.</translation>
    </message>
    <message>
        <source>Fill in more filters, then search again.</source>
        <translation>Rellene más filtros y busque de nuevo.</translation>
    </message>
    <message>
        <source>Fill in one of them, then search again.</source>
        <translation>Rellene uno de ellos y busque de nuevo.</translation>
    </message>
    <message>
        <source>Fill it in.</source>
        <translation>Rellénelo.</translation>
    </message>
    <message>
        <source>For example people or traffic_stops.</source>
        <translation>Por ejemplo, people o traffic_stops.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation>Libere espacio o elija otra carpeta.</translation>
    </message>
    <message>
        <source>Free some space, then try again; nothing saved so far is lost.</source>
        <translation>Libere espacio y vuelva a intentarlo; no se pierde nada de lo guardado hasta ahora.</translation>
    </message>
    <message>
        <source>Give another one.</source>
        <translation>Dé otro.</translation>
    </message>
    <message>
        <source>Give at least one end of the range.</source>
        <translation>Dé al menos un extremo del intervalo.</translation>
    </message>
    <message>
        <source>Give its corners in order, each once.</source>
        <translation>Dé sus esquinas por orden, cada una una vez.</translation>
    </message>
    <message>
        <source>Give its corners in order, one a line, or a polygon as WKT or GeoJSON.</source>
        <translation>Dé sus esquinas por orden, una por línea, o un polígono como WKT o GeoJSON.</translation>
    </message>
    <message>
        <source>Groups stand in /filters/$any.</source>
        <translation>Los grupos van en /filters/$any.</translation>
    </message>
    <message>
        <source>Hide these fields in the overlay, then import again.</source>
        <translation>Oculte estos campos en la superposición e importe de nuevo.</translation>
    </message>
    <message>
        <source>Import a file for it first.</source>
        <translation>Importe primero un archivo para ella.</translation>
    </message>
    <message>
        <source>Import all records once with --replace, or name more fields as the key in the layout.</source>
        <translation>Importe una vez todos los registros con --replace, o indique más campos como clave en el diseño.</translation>
    </message>
    <message>
        <source>Import once more.</source>
        <translation>Importe otra vez.</translation>
    </message>
    <message>
        <source>Import their file once more, in place of the records that are there.</source>
        <translation>Importe otra vez su archivo, en lugar de los registros que hay.</translation>
    </message>
    <message>
        <source>Import with --replace, --append or --update, or name another page.</source>
        <translation>Importe con --replace, --append o --update, o indique otra página.</translation>
    </message>
    <message>
        <source>Import without --{mode}.</source>
        <translation>Importe sin --{mode}.</translation>
    </message>
    <message>
        <source>In the filter {filter} the range ends before it starts.</source>
        <translation>En el filtro {filter} el intervalo termina antes de empezar.</translation>
    </message>
    <message>
        <source>Install VizDesk’s locked packages.</source>
        <translation>Instale los paquetes fijados de VizDesk.</translation>
    </message>
    <message>
        <source>It cannot be taken back here.</source>
        <translation>Aquí no se puede cancelar.</translation>
    </message>
    <message>
        <source>It does not name its page in “type”.</source>
        <translation>No indica su página en «type».</translation>
    </message>
    <message>
        <source>It does not name its version in “layout”, as in harbor@6.</source>
        <translation>No indica su versión en «layout», como harbor@6.</translation>
    </message>
    <message>
        <source>It has no object “filters”.</source>
        <translation>No tiene ningún objeto «filters».</translation>
    </message>
    <message>
        <source>It is another agency’s.</source>
        <translation>Es de otra agencia.</translation>
    </message>
    <message>
        <source>It is not a JSON object.</source>
        <translation>No es un objeto JSON.</translation>
    </message>
    <message>
        <source>It may have been too long ago.</source>
        <translation>Puede que haya pasado demasiado tiempo.</translation>
    </message>
    <message>
        <source>It must be a JSON list of principals.</source>
        <translation>Debe ser una lista JSON de usuarios.</translation>
    </message>
    <message>
        <source>It offers: {operators}.</source>
        <translation>Ofrece: {operators}.</translation>
    </message>
    <message>
        <source>It takes at most {most} corners.</source>
        <translation>Admite {most} esquinas como máximo.</translation>
    </message>
    <message>
        <source>It was left untouched; restore it from a backup.</source>
        <translation>Se dejó intacto; restáurelo desde una copia de seguridad.</translation>
    </message>
    <message>
        <source>Its log is {file} in the data folder.</source>
        <translation>Su registro de actividad es {file}, en la carpeta de datos.</translation>
    </message>
    <message>
        <source>Its “parked” is not a list.</source>
        <translation>Su «parked» no es una lista.</translation>
    </message>
    <message>
        <source>Known keys: {keys}.</source>
        <translation>Claves conocidas: {keys}.</translation>
    </message>
    <message>
        <source>Known operators: {operators}.</source>
        <translation>Operadores conocidos: {operators}.</translation>
    </message>
    <message>
        <source>Leave --key away, or import with --replace.</source>
        <translation>Quite --key, o importe con --replace.</translation>
    </message>
    <message>
        <source>Leave it out, then export again.</source>
        <translation>Déjelo fuera y exporte de nuevo.</translation>
    </message>
    <message>
        <source>Leave out those that nobody searches.</source>
        <translation>Deje fuera los que nadie busca.</translation>
    </message>
    <message>
        <source>Load its layout.</source>
        <translation>Cargue su diseño.</translation>
    </message>
    <message>
        <source>Load the current layout and apply your changes.</source>
        <translation>Cargue el diseño actual y aplique sus cambios.</translation>
    </message>
    <message>
        <source>Load the current layout first.</source>
        <translation>Cargue primero el diseño actual.</translation>
    </message>
    <message>
        <source>Load the current layout.</source>
        <translation>Cargue el diseño actual.</translation>
    </message>
    <message>
        <source>Load the current list first.</source>
        <translation>Cargue primero la lista actual.</translation>
    </message>
    <message>
        <source>Load the current list, then change it again.</source>
        <translation>Cargue la lista actual y cámbiela de nuevo.</translation>
    </message>
    <message>
        <source>Look at it under “Finished”, and tell your agency what has changed.</source>
        <translation>Véalo en «Terminados» e informe a su agencia de lo que ha cambiado.</translation>
    </message>
    <message>
        <source>Many counts are running for your agency.</source>
        <translation>Hay muchos recuentos en curso para su agencia.</translation>
    </message>
    <message>
        <source>Many searches are running for your agency.</source>
        <translation>Hay muchas búsquedas en curso para su agencia.</translation>
    </message>
    <message>
        <source>Mend it, then publish it again.</source>
        <translation>Corríjalo y publíquelo de nuevo.</translation>
    </message>
    <message>
        <source>Mend the document, then publish it again.</source>
        <translation>Corrija el documento y publíquelo de nuevo.</translation>
    </message>
    <message>
        <source>Mend the list, then publish it again.</source>
        <translation>Corrija la lista y publíquela de nuevo.</translation>
    </message>
    <message>
        <source>Minutes and seconds of an angle are below 60.</source>
        <translation>Los minutos y segundos de un ángulo son menos de 60.</translation>
    </message>
    <message>
        <source>Name each once.</source>
        <translation>Indique cada uno una vez.</translation>
    </message>
    <message>
        <source>Name fewer, or export all.</source>
        <translation>Indique menos, o exporte todos.</translation>
    </message>
    <message>
        <source>Name one in its layout, as “record”: {“key”: …}, or import with --replace and --key.</source>
        <translation>Indique una en su diseño, como “record”: {“key”: …}, o importe con --replace y --key.</translation>
    </message>
    <message>
        <source>Name one in the settings.</source>
        <translation>Indique uno en los ajustes.</translation>
    </message>
    <message>
        <source>Near line {line} a cell is longer than {most} characters.</source>
        <translation>Cerca de la línea {line} una celda tiene más de {most} caracteres.</translation>
    </message>
    <message>
        <source>No file was made.</source>
        <translation>No se creó ningún archivo.</translation>
    </message>
    <message>
        <source>No row of the file is as long as its header.</source>
        <translation>Ninguna fila del archivo es tan larga como su encabezado.</translation>
    </message>
    <message>
        <source>No such search is running.</source>
        <translation>No hay ninguna búsqueda así en curso.</translation>
    </message>
    <message>
        <source>None of the file’s rows could be imported.</source>
        <translation>No se pudo importar ninguna de las filas del archivo.</translation>
    </message>
    <message>
        <source>Not all parts of the file were reported.</source>
        <translation>No se comunicaron todas las partes del archivo.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Nothing was imported for this page yet.</source>
        <translation>Aún no se ha importado nada para esta página.</translation>
    </message>
    <message>
        <source>Nothing was made of them. Do it again with those that are shown now.</source>
        <translation>No se ha hecho nada con ellos. Repítalo con los que se muestran ahora.</translation>
    </message>
    <message>
        <source>Only one of {labels} can be asked at a time.</source>
        <translation>Solo se puede buscar por uno de {labels} a la vez.</translation>
    </message>
    <message>
        <source>Options are neither sorted nor paged.</source>
        <translation>Las opciones no se ordenan ni tienen páginas.</translation>
    </message>
    <message>
        <source>Part {part} is none of this upload, or not of that size.</source>
        <translation>La parte {part} no es de este envío, o no es de ese tamaño.</translation>
    </message>
    <message>
        <source>Principal {place} of the principals file is not of the right form.</source>
        <translation>El usuario {place} del archivo de usuarios no tiene la forma correcta.</translation>
    </message>
    <message>
        <source>Probably a quotation mark is not closed; mend the file there.</source>
        <translation>Probablemente no se cerró una comilla; corrija ahí el archivo.</translation>
    </message>
    <message>
        <source>Publish it first.</source>
        <translation>Publíquelo primero.</translation>
    </message>
    <message>
        <source>Put the token in VIZDESK_TOKEN.</source>
        <translation>Ponga el token en VIZDESK_TOKEN.</translation>
    </message>
    <message>
        <source>Records are put in place whole: add the columns, or import with --replace.</source>
        <translation>Los registros se reemplazan enteros: añada las columnas, o importe con --replace.</translation>
    </message>
    <message>
        <source>Remove it, then search again.</source>
        <translation>Quítelo y busque de nuevo.</translation>
    </message>
    <message>
        <source>Rename or remove them, or import with --replace.</source>
        <translation>Cámbieles el nombre o quítelas, o importe con --replace.</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>Restáurelo desde una copia de seguridad.</translation>
    </message>
    <message>
        <source>Run “vizdesk doctor”.</source>
        <translation>Ejecute «vizdesk doctor».</translation>
    </message>
    <message>
        <source>Run “vizdesk doctor”; its log is {file} in the data folder.</source>
        <translation>Ejecute «vizdesk doctor»; el registro de actividad es {file}, en la carpeta de datos.</translation>
    </message>
    <message>
        <source>Save its sheet as CSV first.</source>
        <translation>Guarde primero su hoja como CSV.</translation>
    </message>
    <message>
        <source>Save the sheet as CSV, or unpack the archive, first.</source>
        <translation>Guarde primero la hoja como CSV, o descomprima el archivo.</translation>
    </message>
    <message>
        <source>Search again if its answer did not come.</source>
        <translation>Busque de nuevo si no llegó su respuesta.</translation>
    </message>
    <message>
        <source>Search again.</source>
        <translation>Busque de nuevo.</translation>
    </message>
    <message>
        <source>Searching works; try again later.</source>
        <translation>La búsqueda funciona; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Searching works; try the counts again later.</source>
        <translation>La búsqueda funciona; vuelva a intentar los recuentos más tarde.</translation>
    </message>
    <message>
        <source>See its contract at /openapi.json.</source>
        <translation>Vea su contrato en /openapi.json.</translation>
    </message>
    <message>
        <source>See the layout’s history.</source>
        <translation>Vea el historial del diseño.</translation>
    </message>
    <message>
        <source>Send a JSON object in UTF-8.</source>
        <translation>Envíe un objeto JSON en UTF-8.</translation>
    </message>
    <message>
        <source>Send it again.</source>
        <translation>Envíelo de nuevo.</translation>
    </message>
    <message>
        <source>Send less at once.</source>
        <translation>Envíe menos de una vez.</translation>
    </message>
    <message>
        <source>Send regular files and folders only.</source>
        <translation>Envíe solo archivos normales y carpetas.</translation>
    </message>
    <message>
        <source>Send the file again.</source>
        <translation>Envíe el archivo de nuevo.</translation>
    </message>
    <message>
        <source>Send the file as a transfer.</source>
        <translation>Envíe el archivo como transferencia.</translation>
    </message>
    <message>
        <source>Send what is missing.</source>
        <translation>Envíe lo que falta.</translation>
    </message>
    <message>
        <source>Send whole characters only.</source>
        <translation>Envíe solo caracteres completos.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Acórtelo.</translation>
    </message>
    <message>
        <source>Shorten the names of the folders above it.</source>
        <translation>Acorte los nombres de las carpetas que lo contienen.</translation>
    </message>
    <message>
        <source>Sign in as the user who made the folder, or name its key file in VIZDESK_KEY_FILE.</source>
        <translation>Inicie sesión con el usuario que creó la carpeta, o indique su archivo de clave en VIZDESK_KEY_FILE.</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Inicie sesión primero.</translation>
    </message>
    <message>
        <source>Sign in, or check VIZDESK_TOKEN.</source>
        <translation>Inicie sesión, o compruebe VIZDESK_TOKEN.</translation>
    </message>
    <message>
        <source>Some of the page’s records have the same key.</source>
        <translation>Algunos registros de la página tienen la misma clave.</translation>
    </message>
    <message>
        <source>Somebody changed this layout in between.</source>
        <translation>Alguien cambió este diseño entretanto.</translation>
    </message>
    <message>
        <source>Somebody changed this list in between.</source>
        <translation>Alguien cambió esta lista entretanto.</translation>
    </message>
    <message>
        <source>Something went wrong inside VizDesk.</source>
        <translation>Algo falló dentro de VizDesk.</translation>
    </message>
    <message>
        <source>Sort by another column.</source>
        <translation>Ordene por otra columna.</translation>
    </message>
    <message>
        <source>Sort by another one.</source>
        <translation>Ordene por otro.</translation>
    </message>
    <message>
        <source>Split it, then send it.</source>
        <translation>Divídalo y envíelo.</translation>
    </message>
    <message>
        <source>Start it again, then import.</source>
        <translation>Inícielo de nuevo e importe.</translation>
    </message>
    <message>
        <source>Swap its two ends.</source>
        <translation>Intercambie sus dos extremos.</translation>
    </message>
    <message>
        <source>Swap the two.</source>
        <translation>Intercambie los dos.</translation>
    </message>
    <message>
        <source>Take a shorter time.</source>
        <translation>Use un tiempo más corto.</translation>
    </message>
    <message>
        <source>Tell the gateway’s operator.</source>
        <translation>Avise a quien opera la pasarela.</translation>
    </message>
    <message>
        <source>Tell your agency what has changed.</source>
        <translation>Informe a su agencia de lo que ha cambiado.</translation>
    </message>
    <message>
        <source>Texts are escaped as in JSON (\&quot;, \/, \u00e9); they are shown as the characters that they mean.</source>
        <translation>Los textos llevan secuencias de escape de JSON (\&quot;, \/, \u00e9); se muestran como los caracteres que representan.</translation>
    </message>
    <message>
        <source>Texts are sorted by other rules now.</source>
        <translation>Los textos se ordenan ahora con otras reglas.</translation>
    </message>
    <message>
        <source>The Parquet file is damaged or uses what cannot be read here.</source>
        <translation>El archivo Parquet está dañado o usa algo que aquí no se puede leer.</translation>
    </message>
    <message>
        <source>The agency asks about this file: {questions}.</source>
        <translation>La agencia pregunta sobre este archivo: {questions}.</translation>
    </message>
    <message>
        <source>The agency asks other things about this file than were answered.</source>
        <translation>La agencia pregunta sobre este archivo otras cosas, no las que se respondieron.</translation>
    </message>
    <message>
        <source>The answer to {question} is beyond its bounds.</source>
        <translation>La respuesta a {question} está fuera de sus límites.</translation>
    </message>
    <message>
        <source>The area goes round a pole.</source>
        <translation>El área rodea un polo.</translation>
    </message>
    <message>
        <source>The area is described in too long a text.</source>
        <translation>El área se describe con un texto demasiado largo.</translation>
    </message>
    <message>
        <source>The area’s border meets itself.</source>
        <translation>El borde del área se cruza consigo mismo.</translation>
    </message>
    <message>
        <source>The body has an unknown key “page”.</source>
        <translation>El cuerpo tiene una clave desconocida «page».</translation>
    </message>
    <message>
        <source>The body has an unknown key “{key}”.</source>
        <translation>El cuerpo tiene una clave desconocida «{key}».</translation>
    </message>
    <message>
        <source>The body holds half a character.</source>
        <translation>El cuerpo contiene medio carácter.</translation>
    </message>
    <message>
        <source>The body is larger than {size} KiB.</source>
        <translation>El cuerpo ocupa más de {size} KiB.</translation>
    </message>
    <message>
        <source>The body is not JSON.</source>
        <translation>El cuerpo no es JSON.</translation>
    </message>
    <message>
        <source>The body is not UTF-8.</source>
        <translation>El cuerpo no es UTF-8.</translation>
    </message>
    <message>
        <source>The body lacks “{key}”.</source>
        <translation>Al cuerpo le falta «{key}».</translation>
    </message>
    <message>
        <source>The body must be a JSON object with “path”, “agency” and “page”.</source>
        <translation>El cuerpo debe ser un objeto JSON con «path», «agency» y «page».</translation>
    </message>
    <message>
        <source>The body must be a JSON object with “type” and “filter”.</source>
        <translation>El cuerpo debe ser un objeto JSON con «type» y «filter».</translation>
    </message>
    <message>
        <source>The body must be a JSON object with “type”, “query” and “filters”.</source>
        <translation>El cuerpo debe ser un objeto JSON con «type», «query» y «filters».</translation>
    </message>
    <message>
        <source>The body must be a JSON object with “type”, “query”, “filters” and “facets”.</source>
        <translation>El cuerpo debe ser un objeto JSON con «type», «query», «filters» y «facets».</translation>
    </message>
    <message>
        <source>The body must be a JSON object.</source>
        <translation>El cuerpo debe ser un objeto JSON.</translation>
    </message>
    <message>
        <source>The body must be an object with “answers”, and nothing else.</source>
        <translation>El cuerpo debe ser un objeto con «answers», y nada más.</translation>
    </message>
    <message>
        <source>The body must be an object with “requestId” and nothing else.</source>
        <translation>El cuerpo debe ser un objeto con «requestId» y nada más.</translation>
    </message>
    <message>
        <source>The body must be an object with “type”, “generation”, “ids” and perhaps “layout”.</source>
        <translation>El cuerpo debe ser un objeto con «type», «generation», «ids» y quizá «layout».</translation>
    </message>
    <message>
        <source>The box’s south lies north of its north.</source>
        <translation>El sur del recuadro queda al norte de su norte.</translation>
    </message>
    <message>
        <source>The bundled SQLite is too old to keep data safely.</source>
        <translation>El SQLite incluido es demasiado antiguo para guardar los datos con seguridad.</translation>
    </message>
    <message>
        <source>The column “{column}” stays text: its dates can be read month first or day first. Import again with --date-order mdy or dmy to decide.</source>
        <translation>La columna «{column}» queda como texto: sus fechas se pueden leer con el mes o con el día primero. Importe de nuevo con --date-order mdy o dmy para decidirlo.</translation>
    </message>
    <message>
        <source>The corners of this WKT cannot be read.</source>
        <translation>Las esquinas de este WKT no se pueden leer.</translation>
    </message>
    <message>
        <source>The data folder cannot be made or written.</source>
        <translation>La carpeta de datos no se puede crear ni escribir.</translation>
    </message>
    <message>
        <source>The data folder cannot be read or written.</source>
        <translation>La carpeta de datos no se puede leer ni escribir.</translation>
    </message>
    <message>
        <source>The data folder cannot be written.</source>
        <translation>La carpeta de datos no se puede escribir.</translation>
    </message>
    <message>
        <source>The data folder names a records file that cannot be its own.</source>
        <translation>La carpeta de datos indica un archivo de registros que no puede ser suyo.</translation>
    </message>
    <message>
        <source>The database is closed.</source>
        <translation>La base de datos está cerrada.</translation>
    </message>
    <message>
        <source>The database is still busy.</source>
        <translation>La base de datos sigue ocupada.</translation>
    </message>
    <message>
        <source>The database refused a step.</source>
        <translation>La base de datos rechazó un paso.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>The export ended before it was done.</source>
        <translation>La exportación acabó antes de estar completa.</translation>
    </message>
    <message>
        <source>The export was cut short.</source>
        <translation>La exportación se interrumpió.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>La exportación se detuvo.</translation>
    </message>
    <message>
        <source>The file arrived before its answers were changed: your agency has the earlier ones.</source>
        <translation>El archivo llegó antes de que se cambiaran sus respuestas: su agencia tiene las anteriores.</translation>
    </message>
    <message>
        <source>The file arrives damaged, again and again.</source>
        <translation>El archivo llega dañado una y otra vez.</translation>
    </message>
    <message>
        <source>The file became shorter while it was being sent.</source>
        <translation>El archivo se acortó mientras se enviaba.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>El archivo no se puede leer.</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>El archivo no se puede escribir ahí.</translation>
    </message>
    <message>
        <source>The file changed while it was read.</source>
        <translation>El archivo cambió mientras se leía.</translation>
    </message>
    <message>
        <source>The file does not exist or may not be read.</source>
        <translation>El archivo no existe o no se puede leer.</translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation>El archivo no existe.</translation>
    </message>
    <message>
        <source>The file has a header line but no rows.</source>
        <translation>El archivo tiene una línea de encabezado, pero ninguna fila.</translation>
    </message>
    <message>
        <source>The file has columns that the page {page} has not: {columns}.</source>
        <translation>El archivo tiene columnas que la página {page} no tiene: {columns}.</translation>
    </message>
    <message>
        <source>The file has more than {most} columns.</source>
        <translation>El archivo tiene más de {most} columnas.</translation>
    </message>
    <message>
        <source>The file has no rows.</source>
        <translation>El archivo no tiene filas.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>El archivo está vacío.</translation>
    </message>
    <message>
        <source>The file is larger than the storage takes, which is {size} TB.</source>
        <translation>El archivo es mayor de lo que admite el almacenamiento: {size} TB.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>El archivo no está ahí.</translation>
    </message>
    <message>
        <source>The file lacks columns that the page {page} has: {columns}.</source>
        <translation>Al archivo le faltan columnas que la página {page} tiene: {columns}.</translation>
    </message>
    <message>
        <source>The file lacks the key of its records: {columns}.</source>
        <translation>Al archivo le falta la clave de sus registros: {columns}.</translation>
    </message>
    <message>
        <source>The file may not be read.</source>
        <translation>No hay permiso para leer el archivo.</translation>
    </message>
    <message>
        <source>The file was changed since a part of it was sent.</source>
        <translation>El archivo se cambió después de que se enviara una parte.</translation>
    </message>
    <message>
        <source>The file was changed while it was being sent.</source>
        <translation>El archivo se cambió mientras se enviaba.</translation>
    </message>
    <message>
        <source>The filter {filter} does not offer “{operator}”.</source>
        <translation>El filtro {filter} no ofrece «{operator}».</translation>
    </message>
    <message>
        <source>The filter {filter} has no values to count.</source>
        <translation>El filtro {filter} no tiene valores que contar.</translation>
    </message>
    <message>
        <source>The filter {filter} is of another kind than its field.</source>
        <translation>El filtro {filter} es de otra clase que su campo.</translation>
    </message>
    <message>
        <source>The filter {filter} needs a letter or a digit in each value.</source>
        <translation>El filtro {filter} necesita una letra o una cifra en cada valor.</translation>
    </message>
    <message>
        <source>The filter {filter} needs something that can be seen.</source>
        <translation>El filtro {filter} necesita algo que se pueda ver.</translation>
    </message>
    <message>
        <source>The filter {filter} takes dates such as 2024-05-31 or today-P7D.</source>
        <translation>El filtro {filter} admite fechas como 2024-05-31 o today-P7D.</translation>
    </message>
    <message>
        <source>The filter {filter} takes its options only.</source>
        <translation>El filtro {filter} solo admite sus opciones.</translation>
    </message>
    <message>
        <source>The filter {filter} takes numbers.</source>
        <translation>El filtro {filter} admite números.</translation>
    </message>
    <message>
        <source>The filter {filter} takes texts of at most {most} characters.</source>
        <translation>El filtro {filter} admite textos de {most} caracteres como máximo.</translation>
    </message>
    <message>
        <source>The filter {filter} takes true or false.</source>
        <translation>El filtro {filter} admite true o false.</translation>
    </message>
    <message>
        <source>The folder may not be read.</source>
        <translation>No hay permiso para leer la carpeta.</translation>
    </message>
    <message>
        <source>The folder’s key.json cannot be read.</source>
        <translation>El key.json de la carpeta no se puede leer.</translation>
    </message>
    <message>
        <source>The gateway could not start.</source>
        <translation>La pasarela no se pudo iniciar.</translation>
    </message>
    <message>
        <source>The gateway did not start in time.</source>
        <translation>La pasarela no se inició a tiempo.</translation>
    </message>
    <message>
        <source>The gateway does not know this token.</source>
        <translation>La pasarela no conoce este token.</translation>
    </message>
    <message>
        <source>The gateway does not know you.</source>
        <translation>La pasarela no le reconoce.</translation>
    </message>
    <message>
        <source>The gateway does not offer this call.</source>
        <translation>La pasarela no ofrece esta llamada.</translation>
    </message>
    <message>
        <source>The gateway is stopping.</source>
        <translation>La pasarela se está deteniendo.</translation>
    </message>
    <message>
        <source>The gateway met an unexpected fault.</source>
        <translation>La pasarela encontró un fallo inesperado.</translation>
    </message>
    <message>
        <source>The gateway signed for other parts than were asked for.</source>
        <translation>La pasarela firmó para partes distintas de las pedidas.</translation>
    </message>
    <message>
        <source>The gateway’s address is not one.</source>
        <translation>La dirección de la pasarela no es válida.</translation>
    </message>
    <message>
        <source>The gateway’s address must hold no name, password or query.</source>
        <translation>La dirección de la pasarela no debe contener nombre, contraseña ni consulta.</translation>
    </message>
    <message>
        <source>The gateway’s clock differs from the storage’s.</source>
        <translation>El reloj de la pasarela difiere del reloj del almacenamiento.</translation>
    </message>
    <message>
        <source>The header If-Match must be one version, such as &quot;7&quot;.</source>
        <translation>El encabezado If-Match debe ser una versión, como &quot;7&quot;.</translation>
    </message>
    <message>
        <source>The header If-Match must name the version that was edited.</source>
        <translation>El encabezado If-Match debe indicar la versión que se modificó.</translation>
    </message>
    <message>
        <source>The import stopped unexpectedly.</source>
        <translation>La importación se detuvo inesperadamente.</translation>
    </message>
    <message>
        <source>The import was stopped.</source>
        <translation>La importación se detuvo.</translation>
    </message>
    <message>
        <source>The job was stopped.</source>
        <translation>El trabajo se detuvo.</translation>
    </message>
    <message>
        <source>The key does not belong to this data folder.</source>
        <translation>La clave no corresponde a esta carpeta de datos.</translation>
    </message>
    <message>
        <source>The key file named in VIZDESK_KEY_FILE cannot be read.</source>
        <translation>El archivo de clave indicado en VIZDESK_KEY_FILE no se puede leer.</translation>
    </message>
    <message>
        <source>The key file named in VIZDESK_KEY_FILE must hold 32 bytes as 64 hexadecimal digits.</source>
        <translation>El archivo de clave indicado en VIZDESK_KEY_FILE debe contener 32 bytes como 64 cifras hexadecimales.</translation>
    </message>
    <message>
        <source>The key of a page’s records is set when they are all imported.</source>
        <translation>La clave de los registros de una página se fija cuando se importan todos.</translation>
    </message>
    <message>
        <source>The keyring of this computer cannot be used, and VizDesk keeps a password nowhere else.</source>
        <translation>El llavero de este equipo no se puede usar, y VizDesk no guarda contraseñas en ningún otro sitio.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not hold this data folder’s key.</source>
        <translation>El llavero de este equipo no contiene la clave de esta carpeta de datos.</translation>
    </message>
    <message>
        <source>The layout does not fit the records.</source>
        <translation>El diseño no encaja con los registros.</translation>
    </message>
    <message>
        <source>The layout has no such page.</source>
        <translation>El diseño no tiene esa página.</translation>
    </message>
    <message>
        <source>The layout has one fault.</source>
        <translation>El diseño tiene un fallo.</translation>
    </message>
    <message>
        <source>The layout has {count} faults.</source>
        <translation>El diseño tiene {count} fallos.</translation>
    </message>
    <message>
        <source>The layout stands on {base}, so its filters were kept as they are.</source>
        <translation>El diseño se apoya en {base}, así que sus filtros se conservaron como están.</translation>
    </message>
    <message>
        <source>The layout stands on {base}. The file lacks what it asks for, or has it in another kind: {columns}.</source>
        <translation>El diseño se apoya en {base}. Al archivo le falta lo que pide, o lo tiene de otra clase: {columns}.</translation>
    </message>
    <message>
        <source>The layout was changed again and again while the import ended.</source>
        <translation>El diseño cambió una y otra vez mientras terminaba la importación.</translation>
    </message>
    <message>
        <source>The layout’s time zone is not known.</source>
        <translation>La zona horaria del diseño es desconocida.</translation>
    </message>
    <message>
        <source>The list has another name than its address.</source>
        <translation>La lista tiene un nombre distinto del de su dirección.</translation>
    </message>
    <message>
        <source>The list of options has one fault.</source>
        <translation>La lista de opciones tiene un fallo.</translation>
    </message>
    <message>
        <source>The list of options has {count} faults.</source>
        <translation>La lista de opciones tiene {count} fallos.</translation>
    </message>
    <message>
        <source>The next page cannot be loaded: the search has changed.</source>
        <translation>La página siguiente no se puede cargar: la búsqueda ha cambiado.</translation>
    </message>
    <message>
        <source>The overlay does not fit its base.</source>
        <translation>La superposición no encaja con su base.</translation>
    </message>
    <message>
        <source>The packed file is cut off or damaged.</source>
        <translation>El archivo comprimido está cortado o dañado.</translation>
    </message>
    <message>
        <source>The page has no filter “{name}” any more.</source>
        <translation>La página ya no tiene el filtro «{name}».</translation>
    </message>
    <message>
        <source>The page is not in the layout any more.</source>
        <translation>La página ya no está en el diseño.</translation>
    </message>
    <message>
        <source>The page {page} exists already.</source>
        <translation>La página {page} ya existe.</translation>
    </message>
    <message>
        <source>The page {page} has no column {column}.</source>
        <translation>La página {page} no tiene la columna {column}.</translation>
    </message>
    <message>
        <source>The page {page} has no filter {filter}.</source>
        <translation>La página {page} no tiene el filtro {filter}.</translation>
    </message>
    <message>
        <source>The page {page} has no key to tell its records apart by.</source>
        <translation>La página {page} no tiene una clave que distinga sus registros.</translation>
    </message>
    <message>
        <source>The page {page} has no records to {mode}.</source>
        <translation>La página {page} no tiene registros a los que aplicar «{mode}».</translation>
    </message>
    <message>
        <source>The path of this file or folder is too long.</source>
        <translation>La ruta de este archivo o carpeta es demasiado larga.</translation>
    </message>
    <message>
        <source>The photo cannot be loaded now.</source>
        <translation>La foto no se puede cargar ahora.</translation>
    </message>
    <message>
        <source>The photo is too large to be shown.</source>
        <translation>La foto es demasiado grande para mostrarla.</translation>
    </message>
    <message>
        <source>The place where the photo lies did not give it.</source>
        <translation>El sitio donde está la foto no la entregó.</translation>
    </message>
    <message>
        <source>The principals file cannot be read.</source>
        <translation>El archivo de usuarios no se puede leer.</translation>
    </message>
    <message>
        <source>The principals file must hold a list.</source>
        <translation>El archivo de usuarios debe contener una lista.</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>No se puede conectar con el proxy.</translation>
    </message>
    <message>
        <source>The proxy did not let VizDesk through.</source>
        <translation>El proxy no dejó pasar a VizDesk.</translation>
    </message>
    <message>
        <source>The proxy’s host is not one.</source>
        <translation>El servidor del proxy no es válido.</translation>
    </message>
    <message>
        <source>The proxy’s port is not one.</source>
        <translation>El puerto del proxy no es válido.</translation>
    </message>
    <message>
        <source>The query has no letter and no digit to look for.</source>
        <translation>La consulta no tiene ninguna letra ni cifra que buscar.</translation>
    </message>
    <message>
        <source>The question {question} takes dates such as 2024-05-31.</source>
        <translation>La pregunta {question} admite fechas como 2024-05-31.</translation>
    </message>
    <message>
        <source>The question {question} takes its options only.</source>
        <translation>La pregunta {question} solo admite sus opciones.</translation>
    </message>
    <message>
        <source>The records are sorted otherwise now.</source>
        <translation>Los registros se ordenan ahora de otro modo.</translation>
    </message>
    <message>
        <source>The records cannot be copied.</source>
        <translation>Los registros no se pueden copiar.</translation>
    </message>
    <message>
        <source>The records have no field for the filter {filter}.</source>
        <translation>Los registros no tienen ningún campo para el filtro {filter}.</translation>
    </message>
    <message>
        <source>The records have no field {field} to sort by.</source>
        <translation>Los registros no tienen el campo {field} por el que ordenar.</translation>
    </message>
    <message>
        <source>The records were imported by another version of VizDesk.</source>
        <translation>Los registros se importaron con otra versión de VizDesk.</translation>
    </message>
    <message>
        <source>The records were like that already.</source>
        <translation>Los registros ya eran así.</translation>
    </message>
    <message>
        <source>The records were replaced in between.</source>
        <translation>Los registros se reemplazaron entretanto.</translation>
    </message>
    <message>
        <source>The search did not finish in time. This does not mean that there are no matches.</source>
        <translation>La búsqueda no terminó a tiempo. Esto no significa que no haya coincidencias.</translation>
    </message>
    <message>
        <source>The search service answered another search.</source>
        <translation>El servicio de búsqueda respondió a otra búsqueda.</translation>
    </message>
    <message>
        <source>The search service cannot be reached.</source>
        <translation>No se puede conectar con el servicio de búsqueda.</translation>
    </message>
    <message>
        <source>The search service counted for another search.</source>
        <translation>El servicio de búsqueda contó para otra búsqueda.</translation>
    </message>
    <message>
        <source>The search service did not answer in time.</source>
        <translation>El servicio de búsqueda no respondió a tiempo.</translation>
    </message>
    <message>
        <source>The search service exported another search.</source>
        <translation>El servicio de búsqueda exportó otra búsqueda.</translation>
    </message>
    <message>
        <source>The search service keeps failing. This does not mean there are no matches.</source>
        <translation>El servicio de búsqueda falla repetidamente. Esto no significa que no haya coincidencias.</translation>
    </message>
    <message>
        <source>The search service’s answer cannot be read.</source>
        <translation>La respuesta del servicio de búsqueda no se puede leer.</translation>
    </message>
    <message>
        <source>The search service’s answer is too large.</source>
        <translation>La respuesta del servicio de búsqueda es demasiado grande.</translation>
    </message>
    <message>
        <source>The search service’s counts cannot be read.</source>
        <translation>Los recuentos del servicio de búsqueda no se pueden leer.</translation>
    </message>
    <message>
        <source>The search service’s export cannot be read.</source>
        <translation>La exportación del servicio de búsqueda no se puede leer.</translation>
    </message>
    <message>
        <source>The search service’s options cannot be read.</source>
        <translation>Las opciones del servicio de búsqueda no se pueden leer.</translation>
    </message>
    <message>
        <source>The search was cancelled.</source>
        <translation>La búsqueda se canceló.</translation>
    </message>
    <message>
        <source>The storage cannot be reached ({fault}).</source>
        <translation>No se puede conectar con el almacenamiento ({fault}).</translation>
    </message>
    <message>
        <source>The storage cannot be reached.</source>
        <translation>No se puede conectar con el almacenamiento.</translation>
    </message>
    <message>
        <source>The storage does not hold all parts of the file.</source>
        <translation>El almacenamiento no contiene todas las partes del archivo.</translation>
    </message>
    <message>
        <source>The storage does not know the upload any more.</source>
        <translation>El almacenamiento ya no conoce el envío.</translation>
    </message>
    <message>
        <source>The storage does not show the finished file.</source>
        <translation>El almacenamiento no muestra el archivo terminado.</translation>
    </message>
    <message>
        <source>The storage folder cannot be served.</source>
        <translation>La carpeta de almacenamiento no se puede servir.</translation>
    </message>
    <message>
        <source>The storage folder does not answer.</source>
        <translation>La carpeta de almacenamiento no responde.</translation>
    </message>
    <message>
        <source>The storage folder is busy.</source>
        <translation>La carpeta de almacenamiento está ocupada.</translation>
    </message>
    <message>
        <source>The storage has no such container.</source>
        <translation>El almacenamiento no tiene ese contenedor.</translation>
    </message>
    <message>
        <source>The storage is in trouble.</source>
        <translation>El almacenamiento tiene problemas.</translation>
    </message>
    <message>
        <source>The storage loses what it confirmed, again and again.</source>
        <translation>El almacenamiento pierde una y otra vez lo que confirmó.</translation>
    </message>
    <message>
        <source>The storage refused a call ({answer}).</source>
        <translation>El almacenamiento rechazó una llamada ({answer}).</translation>
    </message>
    <message>
        <source>The storage refuses the file ({answer}).</source>
        <translation>El almacenamiento rechaza el archivo ({answer}).</translation>
    </message>
    <message>
        <source>The storage still holds parts of an upload that was given up.</source>
        <translation>El almacenamiento aún contiene partes de un envío abandonado.</translation>
    </message>
    <message>
        <source>The storage’s address would send the file readably over a network.</source>
        <translation>La dirección del almacenamiento enviaría el archivo legible por una red.</translation>
    </message>
    <message>
        <source>The storage’s file is not the one that was sent.</source>
        <translation>El archivo del almacenamiento no es el que se envió.</translation>
    </message>
    <message>
        <source>The system’s proxy is of a kind that VizDesk cannot use.</source>
        <translation>El proxy del sistema es de una clase que VizDesk no puede usar.</translation>
    </message>
    <message>
        <source>The upload has ended.</source>
        <translation>El envío ha terminado.</translation>
    </message>
    <message>
        <source>The upload is being completed or given up already.</source>
        <translation>El envío ya se está completando o cancelando.</translation>
    </message>
    <message>
        <source>The upload is finished.</source>
        <translation>El envío está completo.</translation>
    </message>
    <message>
        <source>The upload is gone: it was finished, aborted or has expired.</source>
        <translation>El envío ya no existe: terminó, se abandonó o caducó.</translation>
    </message>
    <message>
        <source>The upload is not open any more.</source>
        <translation>El envío ya no está abierto.</translation>
    </message>
    <message>
        <source>The upload was aborted.</source>
        <translation>El envío se abandonó.</translation>
    </message>
    <message>
        <source>The values of records are not looked up for now.</source>
        <translation>Los valores de los registros no se consultan por ahora.</translation>
    </message>
    <message>
        <source>There is no layout for this agency.</source>
        <translation>No hay ningún diseño para esta agencia.</translation>
    </message>
    <message>
        <source>There is no photo at the place that the record names.</source>
        <translation>No hay ninguna foto en el sitio que indica el registro.</translation>
    </message>
    <message>
        <source>There is no such agency.</source>
        <translation>No existe esa agencia.</translation>
    </message>
    <message>
        <source>There is no such import.</source>
        <translation>No existe esa importación.</translation>
    </message>
    <message>
        <source>There is no such list of options.</source>
        <translation>No existe esa lista de opciones.</translation>
    </message>
    <message>
        <source>There is no such upload.</source>
        <translation>No existe ese envío.</translation>
    </message>
    <message>
        <source>There is no such version of this layout.</source>
        <translation>No existe esa versión de este diseño.</translation>
    </message>
    <message>
        <source>There is nothing to ask.</source>
        <translation>No hay nada que buscar.</translation>
    </message>
    <message>
        <source>These answers were not taken: the file has arrived, or is about to.</source>
        <translation>Estas respuestas no se aceptaron: el archivo ha llegado o está a punto de llegar.</translation>
    </message>
    <message>
        <source>These answers were too late for {late} of {files} files: what has arrived, or is about to, keeps its earlier ones.</source>
        <translation>Estas respuestas llegaron tarde para {late} de {files} archivos: lo que ha llegado o está a punto de llegar conserva las anteriores.</translation>
    </message>
    <message>
        <source>These are not the coordinates of a place.</source>
        <translation>Estas no son las coordenadas de un lugar.</translation>
    </message>
    <message>
        <source>These results have been replaced since.</source>
        <translation>Entretanto, otros resultados han ocupado el lugar de estos.</translation>
    </message>
    <message>
        <source>This GeoJSON is not one polygon without holes.</source>
        <translation>Este GeoJSON no es un solo polígono sin huecos.</translation>
    </message>
    <message>
        <source>This VizDesk and the gateway do not fit together.</source>
        <translation>Este VizDesk y la pasarela no son compatibles.</translation>
    </message>
    <message>
        <source>This WKT is not one polygon without holes.</source>
        <translation>Este WKT no es un solo polígono sin huecos.</translation>
    </message>
    <message>
        <source>This call needs a token.</source>
        <translation>Esta llamada necesita un token.</translation>
    </message>
    <message>
        <source>This data was written by a newer VizDesk.</source>
        <translation>Estos datos los escribió un VizDesk más nuevo.</translation>
    </message>
    <message>
        <source>This does not mean there are no matches; try again.</source>
        <translation>Esto no significa que no haya coincidencias; inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This gateway imports no files of its own computer.</source>
        <translation>Esta pasarela no importa archivos de su propio equipo.</translation>
    </message>
    <message>
        <source>This gateway keeps nothing, so it takes no files.</source>
        <translation>Esta pasarela no guarda nada, así que no recibe archivos.</translation>
    </message>
    <message>
        <source>This is a PDF document.</source>
        <translation>Este es un documento PDF.</translation>
    </message>
    <message>
        <source>This is a Parquet file inside gzip.</source>
        <translation>Este es un archivo Parquet comprimido con gzip.</translation>
    </message>
    <message>
        <source>This is a database.</source>
        <translation>Esta es una base de datos.</translation>
    </message>
    <message>
        <source>This is a folder.</source>
        <translation>Esto es una carpeta.</translation>
    </message>
    <message>
        <source>This is a workbook or a zip archive.</source>
        <translation>Este es un libro de Excel o un archivo ZIP.</translation>
    </message>
    <message>
        <source>This is an old Excel workbook.</source>
        <translation>Este es un libro de Excel antiguo.</translation>
    </message>
    <message>
        <source>This is not a file that can be sent.</source>
        <translation>Este archivo no se puede enviar.</translation>
    </message>
    <message>
        <source>This is not a number of bytes.</source>
        <translation>Esto no es un número de bytes.</translation>
    </message>
    <message>
        <source>This is not a relative date.</source>
        <translation>Esto no es una fecha relativa.</translation>
    </message>
    <message>
        <source>This is not a text file.</source>
        <translation>Esto no es un archivo de texto.</translation>
    </message>
    <message>
        <source>This page is being imported right now.</source>
        <translation>Esta página se está importando en este momento.</translation>
    </message>
    <message>
        <source>This page needs a case number for each search.</source>
        <translation>Esta página necesita un número de caso en cada búsqueda.</translation>
    </message>
    <message>
        <source>This page needs a reason for each search.</source>
        <translation>Esta página necesita un motivo en cada búsqueda.</translation>
    </message>
    <message>
        <source>This page needs at least one filter.</source>
        <translation>Esta página necesita al menos un filtro.</translation>
    </message>
    <message>
        <source>This page needs at least {count} filters.</source>
        <translation>Esta página necesita al menos {count} filtros.</translation>
    </message>
    <message>
        <source>This page needs exactly one of {labels}.</source>
        <translation>Esta página necesita exactamente uno de {labels}.</translation>
    </message>
    <message>
        <source>This photo is on a server that your agency’s layout does not name, so it is not fetched.</source>
        <translation>Esta foto está en un servidor que el diseño de su agencia no indica, así que no se descarga.</translation>
    </message>
    <message>
        <source>This token was used for another file.</source>
        <translation>Este token se usó para otro archivo.</translation>
    </message>
    <message>
        <source>This was saved with version {version} of the layout, which is newer than version {here} here.</source>
        <translation>Esto se guardó con la versión {version} del diseño, más nueva que la versión {here} de aquí.</translation>
    </message>
    <message>
        <source>Try again in a few seconds.</source>
        <translation>Inténtelo de nuevo en unos segundos.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Try again in a second.</source>
        <translation>Inténtelo de nuevo en un segundo.</translation>
    </message>
    <message>
        <source>Try again in {seconds} seconds.</source>
        <translation>Inténtelo de nuevo en {seconds} segundos.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, run “vizdesk doctor”.</source>
        <translation>Inténtelo de nuevo; si vuelve a ocurrir, ejecute «vizdesk doctor».</translation>
    </message>
    <message>
        <source>Try again; if it happens again, tell its operator.</source>
        <translation>Inténtelo de nuevo; si vuelve a ocurrir, avise a quien la opera.</translation>
    </message>
    <message>
        <source>Try again; no file was made.</source>
        <translation>Inténtelo de nuevo; no se creó ningún archivo.</translation>
    </message>
    <message>
        <source>Try again; nothing was kept of it.</source>
        <translation>Inténtelo de nuevo; no se guardó nada de ello.</translation>
    </message>
    <message>
        <source>Try again; nothing was shown.</source>
        <translation>Inténtelo de nuevo; no se mostró nada.</translation>
    </message>
    <message>
        <source>Try again; what was there before is untouched.</source>
        <translation>Inténtelo de nuevo; lo que había antes queda intacto.</translation>
    </message>
    <message>
        <source>Type a letter or a digit.</source>
        <translation>Escriba una letra o una cifra.</translation>
    </message>
    <message>
        <source>Type a part of it.</source>
        <translation>Escriba una parte.</translation>
    </message>
    <message>
        <source>Type at least one word.</source>
        <translation>Escriba al menos una palabra.</translation>
    </message>
    <message>
        <source>Unlock the keyring of this computer, or name a key file in VIZDESK_KEY_FILE, then start again.</source>
        <translation>Desbloquee el llavero de este equipo, o indique un archivo de clave en VIZDESK_KEY_FILE, y vuelva a iniciar.</translation>
    </message>
    <message>
        <source>Unlock the keyring, or leave name and password empty.</source>
        <translation>Desbloquee el llavero, o deje vacíos el nombre y la contraseña.</translation>
    </message>
    <message>
        <source>Unpack it first; Parquet is compressed in itself.</source>
        <translation>Descomprímalo primero; Parquet ya va comprimido.</translation>
    </message>
    <message>
        <source>Update VizDesk on this machine; nothing was changed.</source>
        <translation>Actualice VizDesk en este equipo; no se cambió nada.</translation>
    </message>
    <message>
        <source>Update the older one.</source>
        <translation>Actualice el más antiguo.</translation>
    </message>
    <message>
        <source>Use that one, or name another folder with --data.</source>
        <translation>Use esa, o indique otra carpeta con --data.</translation>
    </message>
    <message>
        <source>Use the key that the folder was made with; nothing was changed.</source>
        <translation>Use la clave con que se creó la carpeta; no se cambió nada.</translation>
    </message>
    <message>
        <source>VizDesk could not start a part of itself.</source>
        <translation>VizDesk no pudo iniciar una de sus partes.</translation>
    </message>
    <message>
        <source>VizDesk is closing.</source>
        <translation>VizDesk se está cerrando.</translation>
    </message>
    <message>
        <source>VizDesk keeps nothing on this computer, so it cannot import.</source>
        <translation>VizDesk no guarda nada en este equipo, así que no puede importar.</translation>
    </message>
    <message>
        <source>VizDesk keeps nothing on this computer: it has no key to encrypt its data with.</source>
        <translation>VizDesk no guarda nada en este equipo: no tiene clave con la que cifrar sus datos.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Espere un momento y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Wait until it is done, or use that one.</source>
        <translation>Espere a que termine, o use esa.</translation>
    </message>
    <message>
        <source>Wait until it is whole, then try again.</source>
        <translation>Espere a que esté completo y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>Wait until nothing writes it, then send it again.</source>
        <translation>Espere a que ningún programa lo modifique y envíelo de nuevo.</translation>
    </message>
    <message>
        <source>Wait until that is done.</source>
        <translation>Espere a que termine.</translation>
    </message>
    <message>
        <source>What is asked about a file is answered before it is done.</source>
        <translation>Lo que se pregunta sobre un archivo se responde antes de que esté completo.</translation>
    </message>
    <message>
        <source>What the record has for a photo is not one that VizDesk can show.</source>
        <translation>Lo que el registro tiene como foto no es algo que VizDesk pueda mostrar.</translation>
    </message>
    <message>
        <source>What was saved here cannot be read.</source>
        <translation>Lo guardado aquí no se puede leer.</translation>
    </message>
    <message>
        <source>Write 47.6062, -122.3321 or 47°36&apos;22&quot;N 122°19&apos;55&quot;W.</source>
        <translation>Escriba 47.6062, -122.3321 o 47°36&apos;22&quot;N 122°19&apos;55&quot;W.</translation>
    </message>
    <message>
        <source>Write a name or an address, as in proxy.example.org.</source>
        <translation>Escriba un nombre o una dirección, como proxy.example.org.</translation>
    </message>
    <message>
        <source>Write a number from 1 to {most}, such as 8080.</source>
        <translation>Escriba un número de 1 a {most}, como 8080.</translation>
    </message>
    <message>
        <source>Write it as in 16MiB, 500kB or 1048576.</source>
        <translation>Escríbalo como 16MiB, 500kB o 1048576.</translation>
    </message>
    <message>
        <source>Write it as in https://gateway.example.org.</source>
        <translation>Escríbalo como https://gateway.example.org.</translation>
    </message>
    <message>
        <source>Write its address with https://.</source>
        <translation>Escriba su dirección con https://.</translation>
    </message>
    <message>
        <source>Write one such as today-P7D.</source>
        <translation>Escriba una como today-P7D.</translation>
    </message>
    <message>
        <source>Write “{name}” in “list”.</source>
        <translation>Escriba «{name}» en «list».</translation>
    </message>
    <message>
        <source>Your account lacks the role “{role}”.</source>
        <translation>A su cuenta le falta la función «{role}».</translation>
    </message>
    <message>
        <source>Your account may not export the column {column}.</source>
        <translation>Su cuenta no puede exportar la columna {column}.</translation>
    </message>
    <message>
        <source>Your account may not sort by this field.</source>
        <translation>Su cuenta no puede ordenar por este campo.</translation>
    </message>
    <message>
        <source>Your account may not use the filter {filter}.</source>
        <translation>Su cuenta no puede usar el filtro {filter}.</translation>
    </message>
    <message>
        <source>after must be the number of a part.</source>
        <translation>after debe ser el número de una parte.</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>contains {}</source>
        <translation>contiene {}</translation>
    </message>
    <message>
        <source>does not contain {}</source>
        <translation>no contiene {}</translation>
    </message>
    <message>
        <source>from {}</source>
        <translation>desde {}</translation>
    </message>
    <message>
        <source>has a value</source>
        <translation>tiene valor</translation>
    </message>
    <message>
        <source>has no value</source>
        <translation>no tiene valor</translation>
    </message>
    <message>
        <source>in an area of {count} corners</source>
        <translation>en un área de {count} esquinas</translation>
    </message>
    <message>
        <source>in the box from {corner} to {other}</source>
        <translation>en el recuadro de {corner} a {other}</translation>
    </message>
    <message>
        <source>like {}</source>
        <translation>como {}</translation>
    </message>
    <message>
        <source>looks like {}</source>
        <translation>se parece a {}</translation>
    </message>
    <message>
        <source>not {}</source>
        <translation>no {}</translation>
    </message>
    <message>
        <source>sounds like {}</source>
        <translation>suena como {}</translation>
    </message>
    <message>
        <source>spelled like {}</source>
        <translation>se escribe como {}</translation>
    </message>
    <message>
        <source>starts with {}</source>
        <translation>empieza por {}</translation>
    </message>
    <message>
        <source>the cell of “{column}” is empty, which is the record’s key</source>
        <translation>la celda de «{column}», que es la clave del registro, está vacía</translation>
    </message>
    <message>
        <source>the cell of “{column}” is neither yes nor no</source>
        <translation>la celda de «{column}» no es ni sí ni no</translation>
    </message>
    <message>
        <source>the cell of “{column}” is not a date that can be read</source>
        <translation>la celda de «{column}» no es una fecha legible</translation>
    </message>
    <message>
        <source>the cell of “{column}” is not a number</source>
        <translation>la celda de «{column}» no es un número</translation>
    </message>
    <message>
        <source>up to {}</source>
        <translation>hasta {}</translation>
    </message>
    <message>
        <source>within {distance} of {place}</source>
        <translation>a menos de {distance} de {place}</translation>
    </message>
    <message>
        <source>{condition}, or no value</source>
        <translation>{condition}, o sin valor</translation>
    </message>
    <message>
        <source>{count} cells where the header has {width}</source>
        <translation>{count} celdas, y el encabezado tiene {width}</translation>
    </message>
    <message>
        <source>{count} fields are gone; their filters were retired.</source>
        <translation>{count} campos ya no están; sus filtros se retiraron.</translation>
    </message>
    <message>
        <source>{count} fields are new and were added at the end.</source>
        <translation>{count} campos son nuevos y se añadieron al final.</translation>
    </message>
    <message>
        <source>{count} fields changed their kind; their filters were fitted.</source>
        <translation>{count} campos cambiaron de clase; sus filtros se adaptaron.</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} más</translation>
    </message>
    <message>
        <source>{count} rows whose key is there already were left out; --update would put them in place.</source>
        <translation>{count} filas cuya clave ya existe quedaron fuera; --update las pondría en su lugar.</translation>
    </message>
    <message>
        <source>{count} rows whose key no record has.</source>
        <translation>{count} filas cuya clave no tiene ningún registro.</translation>
    </message>
    <message>
        <source>{count} rows whose key stands again further down; the last one counts.</source>
        <translation>{count} filas cuya clave se repite más abajo; vale la última.</translation>
    </message>
    <message>
        <source>{first} and {then}</source>
        <translation>{first} y {then}</translation>
    </message>
    <message>
        <source>{first}, or {then}</source>
        <translation>{first}, o {then}</translation>
    </message>
    <message>
        <source>{labels} and {last}</source>
        <translation>{labels} y {last}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} a {most}</translation>
    </message>
    <message>
        <source>{pointer} has an unknown key “{key}”.</source>
        <translation>{pointer} tiene una clave desconocida «{key}».</translation>
    </message>
    <message>
        <source>{pointer} has neither “from” nor “to”.</source>
        <translation>{pointer} no tiene ni «from» ni «to».</translation>
    </message>
    <message>
        <source>{pointer} has no known operator in “op”.</source>
        <translation>{pointer} no tiene un operador conocido en «op».</translation>
    </message>
    <message>
        <source>{pointer} has {count} values; the most is {most}.</source>
        <translation>{pointer} tiene {count} valores; el máximo es {most}.</translation>
    </message>
    <message>
        <source>{pointer} must be 32 lower-case hexadecimal digits.</source>
        <translation>{pointer} debe ser de 32 cifras hexadecimales en minúsculas.</translation>
    </message>
    <message>
        <source>{pointer} must be a JSON object.</source>
        <translation>{pointer} debe ser un objeto JSON.</translation>
    </message>
    <message>
        <source>{pointer} must be a value, a list of values or an object with “op”.</source>
        <translation>{pointer} debe ser un valor, una lista de valores o un objeto con «op».</translation>
    </message>
    <message>
        <source>{pointer} must be a whole number from {least} to {most}.</source>
        <translation>{pointer} debe ser un número entero de {least} a {most}.</translation>
    </message>
    <message>
        <source>{pointer} must be an object with “filter”.</source>
        <translation>{pointer} debe ser un objeto con «filter».</translation>
    </message>
    <message>
        <source>{pointer} must hold plain values only.</source>
        <translation>{pointer} solo debe contener valores simples.</translation>
    </message>
    <message>
        <source>{pointer} needs a list of corners in “points”.</source>
        <translation>{pointer} necesita una lista de esquinas en «points».</translation>
    </message>
    <message>
        <source>{pointer} needs a “value”.</source>
        <translation>{pointer} necesita un «value».</translation>
    </message>
    <message>
        <source>{pointer} needs at least one value.</source>
        <translation>{pointer} necesita al menos un valor.</translation>
    </message>
    <message>
        <source>{pointer} needs numbers in: {keys}.</source>
        <translation>{pointer} necesita números en: {keys}.</translation>
    </message>
    <message>
        <source>{pointer}/etag must be the ETag that the storage answered with.</source>
        <translation>{pointer}/etag debe ser el ETag con que respondió el almacenamiento.</translation>
    </message>
    <message>
        <source>{pointer}/limit must be a whole number from 1 to {most}.</source>
        <translation>{pointer}/limit debe ser un número entero de 1 a {most}.</translation>
    </message>
    <message>
        <source>{pointer}/prefix must be text of at most {most} characters.</source>
        <translation>{pointer}/prefix debe ser un texto de {most} caracteres como máximo.</translation>
    </message>
    <message>
        <source>{pointer}/{key} is not known.</source>
        <translation>{pointer}/{key} es desconocido.</translation>
    </message>
    <message>
        <source>{pointer}/{key} is not offered here.</source>
        <translation>{pointer}/{key} no se ofrece aquí.</translation>
    </message>
    <message>
        <source>{pointer}: each corner in “points” is a list of a latitude and a longitude.</source>
        <translation>{pointer}: cada esquina en «points» es una lista de una latitud y una longitud.</translation>
    </message>
    <message>
        <source>{pointer}: the value of “exists” is true or false.</source>
        <translation>{pointer}: el valor de «exists» es true o false.</translation>
    </message>
    <message>
        <source>{pointer}: “from” and “to” must be numbers or texts.</source>
        <translation>{pointer}: «from» y «to» deben ser números o textos.</translation>
    </message>
    <message>
        <source>{values} or {last}</source>
        <translation>{values} o {last}</translation>
    </message>
    <message>
        <source>{} and everything below</source>
        <translation>{} y todo lo que contiene</translation>
    </message>
    <message>
        <source>{} itself</source>
        <translation>solo {}</translation>
    </message>
    <message>
        <source>“type”, “query” and “filters” are required.</source>
        <translation>«type», «query» y «filters» son obligatorios.</translation>
    </message>
    <message>
        <source>“{before}” has become {now}.</source>
        <translation>«{before}» se ha convertido en {now}.</translation>
    </message>
    <message>
        <source>“{criterion}” is asked for in another form, and means the same.</source>
        <translation>«{criterion}» se busca de otra forma y significa lo mismo.</translation>
    </message>
    <message>
        <source>“{label}” does not offer “{operator}” any more.</source>
        <translation>«{label}» ya no ofrece «{operator}».</translation>
    </message>
    <message>
        <source>“{label}” does not take such a value any more.</source>
        <translation>«{label}» ya no admite un valor así.</translation>
    </message>
    <message>
        <source>“{label}” is asked for by another criterion.</source>
        <translation>Otro criterio ya busca por «{label}».</translation>
    </message>
    <message>
        <source>“{label}” was a filter of kind “{before}” and is of kind “{now}” now.</source>
        <translation>«{label}» era un filtro de la clase «{before}» y ahora es de la clase «{now}».</translation>
    </message>
    <message>
        <source>“{label}” would have to be asked for twice.</source>
        <translation>Habría que buscar dos veces por «{label}».</translation>
    </message>
    <message>
        <source>“{name}” is of another kind now, which cannot hold this value.</source>
        <translation>«{name}» es ahora de otra clase, que no puede contener este valor.</translation>
    </message>
    <message>
        <source>“{name}” was changed in a way that this program cannot read.</source>
        <translation>«{name}» se cambió de un modo que este programa no puede leer.</translation>
    </message>
    <message>
        <source>“{name}” was retired.</source>
        <translation>«{name}» se retiró.</translation>
    </message>
    <message>
        <source>“{name}” was retired: {why}.</source>
        <translation>«{name}» se retiró: {why}.</translation>
    </message>
    <message>
        <source>“{name}” was split into several filters, and none of them stands for one of these options.</source>
        <translation>«{name}» se dividió en varios filtros, y ninguno de ellos representa una de estas opciones.</translation>
    </message>
    <message>
        <source>“{name}” was split into several filters, and only a choice of its options can follow.</source>
        <translation>«{name}» se dividió en varios filtros, y solo se conserva una elección de sus opciones.</translation>
    </message>
    <message>
        <source>“{name}” was split, and its options are spread over filters that are searched together.</source>
        <translation>«{name}» se dividió, y sus opciones están repartidas entre filtros que se buscan juntos.</translation>
    </message>
    <message>
        <source>“{option}” is not one of the options of “{label}” any more.</source>
        <translation>«{option}» ya no es una de las opciones de «{label}».</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>What you type cannot be saved now.</source>
        <translation>Lo que escribe no se puede guardar ahora.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Colors</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claros</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuros</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Rows of the results</source>
        <translation>Filas de los resultados</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Holgadas</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactas</translation>
    </message>
    <message>
        <source>Search as you type</source>
        <translation>Buscar mientras escribe</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activada</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivada</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Appearance and search</source>
        <translation>Aspecto y búsqueda</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>Guardado en este equipo</translation>
    </message>
    <message>
        <source>What VizDesk measures</source>
        <translation>Lo que VizDesk mide</translation>
    </message>
    <message>
        <source>The agency allows it on: {pages}.</source>
        <translation>La agencia lo permite en: {pages}.</translation>
    </message>
    <message>
        <source>The agency allows it on none of its pages.</source>
        <translation>La agencia no lo permite en ninguna de sus páginas.</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Criteria: {criteria}</source>
        <translation>Criterios: {criteria}</translation>
    </message>
    <message>
        <source>1 selected record.</source>
        <translation>1 registro seleccionado.</translation>
    </message>
    <message>
        <source>{count} selected records.</source>
        <translation>{count} registros seleccionados.</translation>
    </message>
    <message>
        <source>As of {time}.</source>
        <translation>Datos de {time}.</translation>
    </message>
    <message>
        <source>VizDesk · printed {time}</source>
        <translation>VizDesk · impreso {time}</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Página {page} de {pages}</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Añadir archivos</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>En cualquier parte</translation>
    </message>
    <message>
        <source>Apply the filters and search</source>
        <translation>Aplicar los filtros y buscar</translation>
    </message>
    <message>
        <source>Cancel the search that is running</source>
        <translation>Cancelar la búsqueda en curso</translation>
    </message>
    <message>
        <source>Cancel, or remove from the list</source>
        <translation>Cancelar, o quitar de la lista</translation>
    </message>
    <message>
        <source>Choose a date from a calendar, a place from a map</source>
        <translation>Elegir una fecha en un calendario, un lugar en un mapa</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Elegir columnas</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Cerrar la pestaña</translation>
    </message>
    <message>
        <source>Close what lies above the page</source>
        <translation>Cerrar lo que está sobre la página</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Copiar las filas seleccionadas</translation>
    </message>
    <message>
        <source>Copy them with the columns’ names</source>
        <translation>Copiarlas con los nombres de las columnas</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Export the results</source>
        <translation>Exportar los resultados</translation>
    </message>
    <message>
        <source>Find a file by its name</source>
        <translation>Buscar un archivo por su nombre</translation>
    </message>
    <message>
        <source>Find a filter</source>
        <translation>Buscar un filtro</translation>
    </message>
    <message>
        <source>Find a page, a filter, a saved search or an action</source>
        <translation>Buscar una página, un filtro, una búsqueda guardada o una acción</translation>
    </message>
    <message>
        <source>Go to the next part: pages, filters, search line, results, record</source>
        <translation>Ir a la parte siguiente: páginas, filtros, línea de búsqueda, resultados, registro</translation>
    </message>
    <message>
        <source>Go to the next tab</source>
        <translation>Ir a la pestaña siguiente</translation>
    </message>
    <message>
        <source>Go to the part before</source>
        <translation>Ir a la parte anterior</translation>
    </message>
    <message>
        <source>Go to the search line</source>
        <translation>Ir a la línea de búsqueda</translation>
    </message>
    <message>
        <source>Go to the tab before</source>
        <translation>Ir a la pestaña anterior</translation>
    </message>
    <message>
        <source>In the list of columns</source>
        <translation>En la lista de columnas</translation>
    </message>
    <message>
        <source>In the results</source>
        <translation>En los resultados</translation>
    </message>
    <message>
        <source>Mark the selected records, or take the marks away</source>
        <translation>Marcar los registros seleccionados, o quitar las marcas</translation>
    </message>
    <message>
        <source>Move the column to the left</source>
        <translation>Mover la columna a la izquierda</translation>
    </message>
    <message>
        <source>Move the column to the right</source>
        <translation>Mover la columna a la derecha</translation>
    </message>
    <message>
        <source>On a search page</source>
        <translation>En una página de búsqueda</translation>
    </message>
    <message>
        <source>Open a copy of the search in a new tab</source>
        <translation>Abrir una copia de la búsqueda en otra pestaña</translation>
    </message>
    <message>
        <source>Open a page by its place</source>
        <translation>Abrir una página por su lugar</translation>
    </message>
    <message>
        <source>Open the closed tab again</source>
        <translation>Volver a abrir la pestaña cerrada</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Abrir los ajustes</translation>
    </message>
    <message>
        <source>Open the transfers</source>
        <translation>Abrir las transferencias</translation>
    </message>
    <message>
        <source>Pause, go on, or try again</source>
        <translation>Pausar, seguir o reintentar</translation>
    </message>
    <message>
        <source>Pin the column, or let it scroll</source>
        <translation>Fijar la columna, o dejar que se desplace</translation>
    </message>
    <message>
        <source>Print the results</source>
        <translation>Imprimir los resultados</translation>
    </message>
    <message>
        <source>Save the results as PDF</source>
        <translation>Guardar los resultados como PDF</translation>
    </message>
    <message>
        <source>Save the search</source>
        <translation>Guardar la búsqueda</translation>
    </message>
    <message>
        <source>Select all rows that are loaded</source>
        <translation>Seleccionar todas las filas cargadas</translation>
    </message>
    <message>
        <source>Send earlier</source>
        <translation>Enviar antes</translation>
    </message>
    <message>
        <source>Send first</source>
        <translation>Enviar primero</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Enviar después</translation>
    </message>
    <message>
        <source>Send what was just asked about</source>
        <translation>Enviar aquello por lo que se acaba de preguntar</translation>
    </message>
    <message>
        <source>Show all marked records</source>
        <translation>Mostrar todos los registros marcados</translation>
    </message>
    <message>
        <source>Show only marked results, or all again</source>
        <translation>Mostrar solo los resultados marcados, o todos otra vez</translation>
    </message>
    <message>
        <source>Show only results with a note, or all again</source>
        <translation>Mostrar solo los resultados con nota, o todos otra vez</translation>
    </message>
    <message>
        <source>Show or hide the record</source>
        <translation>Mostrar u ocultar el registro</translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Mostrar el registro</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>Mostrar esta lista</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Undo the last change of the criteria</source>
        <translation>Deshacer el último cambio de los criterios</translation>
    </message>
    <message>
        <source>Use a saved search, a list or an earlier search</source>
        <translation>Usar una búsqueda guardada, una lista o una búsqueda anterior</translation>
    </message>
    <message>
        <source>Write a note on the record</source>
        <translation>Escribir una nota sobre el registro</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} a {last}</translation>
    </message>
    <message>
        <source> or </source>
        <translation> o </translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>Tabs of this page</source>
        <translation>Pestañas de esta página</translation>
    </message>
    <message>
        <source>Close {tab}</source>
        <translation>Cerrar {tab}</translation>
    </message>
    <message>
        <source>Close this tab ({keys})</source>
        <translation>Cerrar esta pestaña ({keys})</translation>
    </message>
</context>
<context>
    <name>TableCopying</name>
    <message>
        <source>At most {count} rows can be copied at once. Export them instead.</source>
        <translation>Se pueden copiar como máximo {count} filas a la vez. Expórtelas en su lugar.</translation>
    </message>
    <message>
        <source>1 row is copied; it stays on the clipboard for a minute.</source>
        <translation>Se ha copiado 1 fila; queda un minuto en el portapapeles.</translation>
    </message>
    <message>
        <source>{count} rows are copied; they stay on the clipboard for a minute.</source>
        <translation>Se han copiado {count} filas; quedan un minuto en el portapapeles.</translation>
    </message>
    <message>
        <source>{count} rows selected</source>
        <translation>{count} filas seleccionadas</translation>
    </message>
    <message>
        <source>All {count} loaded rows selected, of {results}. Export takes all results.</source>
        <translation>Todas las filas cargadas están seleccionadas ({count}), de {results}. Exportar toma todos los resultados.</translation>
    </message>
</context>
<context>
    <name>TableMenu</name>
    <message>
        <source>Pin “{column}”</source>
        <translation>Fijar «{column}»</translation>
    </message>
    <message>
        <source>Hide “{column}”</source>
        <translation>Ocultar «{column}»</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Then by</source>
        <translation>Después por</translation>
    </message>
    <message>
        <source>And then by</source>
        <translation>Y después por</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Elegir columnas…</translation>
    </message>
    <message>
        <source>Only marked results</source>
        <translation>Solo resultados marcados</translation>
    </message>
    <message>
        <source>Only results with a note</source>
        <translation>Solo resultados con nota</translation>
    </message>
    <message>
        <source>All marked records</source>
        <translation>Todos los registros marcados</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Nothing else</source>
        <translation>Nada más</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>Ascendente</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Descendente</translation>
    </message>
</context>
<context>
    <name>TableTools</name>
    <message>
        <source>Show the record</source>
        <translation>Mostrar el registro</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy with the columns’ names</source>
        <translation>Copiar con los nombres de las columnas</translation>
    </message>
    <message>
        <source>Mark, or take the mark away</source>
        <translation>Marcar, o quitar la marca</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Escribir una nota</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>filters</source>
        <translation>filtros</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>motivo</translation>
    </message>
    <message>
        <source>order of the results</source>
        <translation>orden de los resultados</translation>
    </message>
    <message>
        <source>columns and place</source>
        <translation>columnas y posición</translation>
    </message>
    <message>
        <source>what can be undone</source>
        <translation>lo que se puede deshacer</translation>
    </message>
    <message>
        <source>Part of what was kept of {pages} cannot be read and is set aside: {parts}.</source>
        <translation>Parte de lo guardado de {pages} no se puede leer y se ha apartado: {parts}.</translation>
    </message>
    <message>
        <source>All else is as you left it. Look through the filters before you search.</source>
        <translation>Todo lo demás está como lo dejó. Revise los filtros antes de buscar.</translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message>
        <source>goes to the search line, for words of any field</source>
        <translation>va a la línea de búsqueda, para palabras de cualquier campo</translation>
    </message>
    <message>
        <source>word*</source>
        <translation>palabra*</translation>
    </message>
    <message>
        <source>finds every word that begins with it</source>
        <translation>encuentra toda palabra que empiece así</translation>
    </message>
    <message>
        <source>searches; until then, nothing is sent</source>
        <translation>busca; hasta entonces no se envía nada</translation>
    </message>
    <message>
        <source>finds a filter, a page or an action by its name</source>
        <translation>encuentra un filtro, una página o una acción por su nombre</translation>
    </message>
</context>
<context>
    <name>TotalBar</name>
    <message>
        <source>Progress of all transfers</source>
        <translation>Progreso de todas las transferencias</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
</context>
<context>
    <name>TransferActions</name>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>TransferDetail</name>
    <message>
        <source>Limit of this transfer</source>
        <translation>Límite de esta transferencia</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baja</translation>
    </message>
    <message>
        <source>Save answers</source>
        <translation>Guardar respuestas</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Límite</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Confirmado</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Añadido</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Suma de comprobación</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Almacenado como</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>The file arrived before these answers were saved. Tell your agency what has changed.</source>
        <translation>El archivo llegó antes de que se guardaran estas respuestas. Informe a su agencia de lo que ha cambiado.</translation>
    </message>
    <message>
        <source>{count} files, {size}</source>
        <translation>Archivos: {count}, {size}</translation>
    </message>
</context>
<context>
    <name>TransferSettings</name>
    <message>
        <source>Limit of all transfers together</source>
        <translation>Límite de todas las transferencias juntas</translation>
    </message>
    <message>
        <source>Another limit between</source>
        <translation>Otro límite entre</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Limit between these times</source>
        <translation>Límite entre estas horas</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>Vigilar una carpeta…</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Dejar de vigilar</translation>
    </message>
    <message>
        <source>What arrives in the watched folder</source>
        <translation>Lo que llega a la carpeta vigilada</translation>
    </message>
    <message>
        <source>Offer it</source>
        <translation>Ofrecerlo</translation>
    </message>
    <message>
        <source>Send it at once</source>
        <translation>Enviarlo en seguida</translation>
    </message>
    <message>
        <source>and</source>
        <translation>y</translation>
    </message>
    <message>
        <source>A card reader or a folder that something else fills: a file counts as arrived once it has stopped growing.</source>
        <translation>Un lector de tarjetas o una carpeta que llena otro programa: un archivo se da por llegado cuando deja de crecer.</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>Carpeta vigilada</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <translation>No se vigila ninguna carpeta.</translation>
    </message>
    <message>
        <source>Choose a folder to watch</source>
        <translation>Elija una carpeta para vigilar</translation>
    </message>
</context>
<context>
    <name>TransferWords</name>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>about 1 second left</source>
        <translation>queda cerca de 1 segundo</translation>
    </message>
    <message>
        <source>about {count} seconds left</source>
        <translation>quedan unos {count} segundos</translation>
    </message>
    <message>
        <source>about {count} minutes left</source>
        <translation>quedan unos {count} minutos</translation>
    </message>
    <message>
        <source>about {count} hours left</source>
        <translation>quedan unas {count} horas</translation>
    </message>
    <message>
        <source>about {count} days left</source>
        <translation>quedan unos {count} días</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{part} of {size}</source>
        <translation>{part} de {size}</translation>
    </message>
    <message>
        <source>Paused at {part}</source>
        <translation>En pausa en {part}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>All of it is sent. Answer the agency’s questions, so that it can be completed.</source>
        <translation>Todo está enviado. Responda a las preguntas de la agencia para que se pueda completar.</translation>
    </message>
    <message>
        <source>arrived {time}</source>
        <translation>llegó {time}</translation>
    </message>
    <message>
        <source>cancelled {time}</source>
        <translation>cancelado {time}</translation>
    </message>
    <message>
        <source>Being cancelled: what was sent of it is removed.</source>
        <translation>Se está cancelando: lo enviado se elimina.</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Espera su turno</translation>
    </message>
    <message>
        <source>{reason} It is tried again by itself.</source>
        <translation>{reason} Se reintenta por sí solo.</translation>
    </message>
    <message>
        <source>All of it is sent; checking that it has arrived whole…</source>
        <translation>Todo está enviado; se comprueba que ha llegado entero…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>{part} of {size} sent</source>
        <translation>{part} de {size} enviados</translation>
    </message>
    <message>
        <source>{part} confirmed</source>
        <translation>{part} confirmados</translation>
    </message>
    <message>
        <source>1 file or folder in the watched folder is left out: its path is too long. Shorten the names of the folders above it.</source>
        <translation>1 archivo o carpeta de la carpeta vigilada se omite: su ruta es demasiado larga. Acorte los nombres de las carpetas que lo contienen.</translation>
    </message>
    <message>
        <source>{count} files or folders in the watched folder are left out: their paths are too long. Shorten the names of the folders above them.</source>
        <translation>{count} archivos o carpetas de la carpeta vigilada se omiten: sus rutas son demasiado largas. Acorte los nombres de las carpetas que los contienen.</translation>
    </message>
    <message>
        <source>1 file or folder in the watched folder is left out: it cannot be read. Check your rights and the disk.</source>
        <translation>1 archivo o carpeta de la carpeta vigilada se omite: no se puede leer. Compruebe sus permisos y el disco.</translation>
    </message>
    <message>
        <source>{count} files or folders in the watched folder are left out: they cannot be read. Check your rights and the disk.</source>
        <translation>{count} archivos o carpetas de la carpeta vigilada se omiten: no se pueden leer. Compruebe sus permisos y el disco.</translation>
    </message>
    <message>
        <source>1 file is being sent</source>
        <translation>se está enviando 1 archivo</translation>
    </message>
    <message>
        <source>{count} files are being sent</source>
        <translation>se están enviando {count} archivos</translation>
    </message>
    <message>
        <source>1 file waits</source>
        <translation>1 archivo espera</translation>
    </message>
    <message>
        <source>{count} files wait</source>
        <translation>{count} archivos esperan</translation>
    </message>
    <message>
        <source>1 file is paused</source>
        <translation>1 archivo está en pausa</translation>
    </message>
    <message>
        <source>{count} files are paused</source>
        <translation>{count} archivos están en pausa</translation>
    </message>
    <message>
        <source>1 file needs answers</source>
        <translation>1 archivo necesita respuestas</translation>
    </message>
    <message>
        <source>{count} files need answers</source>
        <translation>{count} archivos necesitan respuestas</translation>
    </message>
    <message>
        <source>1 file has failed</source>
        <translation>1 archivo ha fallado</translation>
    </message>
    <message>
        <source>{count} files have failed</source>
        <translation>{count} archivos han fallado</translation>
    </message>
    <message>
        <source>1 waits</source>
        <translation>1 espera</translation>
    </message>
    <message>
        <source>{count} wait</source>
        <translation>{count} esperan</translation>
    </message>
    <message>
        <source>1 is paused</source>
        <translation>1 está en pausa</translation>
    </message>
    <message>
        <source>{count} are paused</source>
        <translation>{count} están en pausa</translation>
    </message>
    <message>
        <source>1 needs answers</source>
        <translation>1 necesita respuestas</translation>
    </message>
    <message>
        <source>{count} need answers</source>
        <translation>{count} necesitan respuestas</translation>
    </message>
    <message>
        <source>1 has failed</source>
        <translation>1 ha fallado</translation>
    </message>
    <message>
        <source>{count} have failed</source>
        <translation>{count} han fallado</translation>
    </message>
</context>
<context>
    <name>TransfersHead</name>
    <message>
        <source>Add files…</source>
        <translation>Añadir archivos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
    <message>
        <source>Limit of all transfers together</source>
        <translation>Límite de todas las transferencias juntas</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Pausar todo</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Reanudar todo</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Reintentar todo</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
</context>
<context>
    <name>TransfersList</name>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Send first</source>
        <translation>Enviar primero</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baja</translation>
    </message>
</context>
<context>
    <name>TransfersModel</name>
    <message>
        <source>1 file was in the list already.</source>
        <translation>1 archivo ya estaba en la lista.</translation>
    </message>
    <message>
        <source>{count} were in the list already.</source>
        <translation>{count} ya estaban en la lista.</translation>
    </message>
    <message>
        <source>1 file has arrived before and has not changed since; it is not sent again.</source>
        <translation>1 archivo ya llegó antes y no ha cambiado desde entonces; no se envía de nuevo.</translation>
    </message>
    <message>
        <source>{count} files have arrived before and have not changed since; they are not sent again.</source>
        <translation>{count} archivos ya llegaron antes y no han cambiado desde entonces; no se envían de nuevo.</translation>
    </message>
    <message>
        <source>Answers given before stay as they are; tell your agency what has changed.</source>
        <translation>Las respuestas dadas antes se quedan como están; informe a su agencia de lo que ha cambiado.</translation>
    </message>
    <message>
        <source>There is no file in what was added.</source>
        <translation>No hay ningún archivo en lo añadido.</translation>
    </message>
</context>
<context>
    <name>TransfersPage</name>
    <message>
        <source>Cancel and remove</source>
        <translation>Cancelar y eliminar</translation>
    </message>
    <message>
        <source>Send them</source>
        <translation>Enviarlos</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Mostrados</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminados</translation>
    </message>
    <message>
        <source>Find a file by its name</source>
        <translation>Buscar un archivo por su nombre</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Buscar por nombre</translation>
    </message>
    <message>
        <source>Another VizDesk sends files on this computer. Here they are only shown.</source>
        <translation>Otro VizDesk envía archivos en este equipo. Aquí solo se muestran.</translation>
    </message>
    <message>
        <source>Opening the transfers…</source>
        <translation>Abriendo las transferencias…</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Volver a intentarlo ahora</translation>
    </message>
    <message>
        <source>Files cannot be sent now.</source>
        <translation>Ahora no se pueden enviar archivos.</translation>
    </message>
    <message>
        <source>The part of VizDesk that sends files has stopped.</source>
        <translation>La parte de VizDesk que envía archivos se ha detenido.</translation>
    </message>
    <message>
        <source>It starts again by itself within {count} seconds. Nothing that has arrived is sent again.</source>
        <translation>Vuelve a iniciarse por sí sola en {count} segundos. No se reenvía nada de lo que ya ha llegado.</translation>
    </message>
    <message>
        <source>Shorten the name, or look in the other list.</source>
        <translation>Acorte el nombre o mire en la otra lista.</translation>
    </message>
    <message>
        <source>No file of this list has this name.</source>
        <translation>Ningún archivo de esta lista se llama así.</translation>
    </message>
    <message>
        <source>What is still on its way stands under “To be sent”.</source>
        <translation>Lo que aún está en camino figura en «Por enviar».</translation>
    </message>
    <message>
        <source>Nothing has arrived yet.</source>
        <translation>Aún no ha llegado nada.</translation>
    </message>
    <message>
        <source>Ask an admin of your agency for the role “uploader”.</source>
        <translation>Pida a un administrador de su agencia la función «uploader».</translation>
    </message>
    <message>
        <source>Your account may not send files.</source>
        <translation>Su cuenta no puede enviar archivos.</translation>
    </message>
    <message>
        <source>Nothing is being sent.</source>
        <translation>No se está enviando nada.</translation>
    </message>
    <message>
        <source>They go straight to your agency’s storage, and carry on by themselves after an interruption.</source>
        <translation>Van directamente al almacenamiento de su agencia y siguen por sí solos tras una interrupción.</translation>
    </message>
    <message>
        <source>Drop files or folders here.</source>
        <translation>Suelte aquí archivos o carpetas.</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Añadir archivos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
    <message>
        <source>A file stands here, with its time and checksum, once it has arrived whole.</source>
        <translation>Un archivo aparece aquí, con su hora y su suma de comprobación, cuando ha llegado completo.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Mostrarlos</translation>
    </message>
    <message>
        <source>Drop files or folders on this page, or add them.</source>
        <translation>Suelte archivos o carpetas en esta página, o añádalos.</translation>
    </message>
    <message>
        <source>Add files in the other VizDesk; what it sends is shown here, too.</source>
        <translation>Añada archivos en el otro VizDesk; lo que este envía también se muestra aquí.</translation>
    </message>
    <message>
        <source>Files are added once VizDesk knows your agency: wait until it is connected, or ask an admin.</source>
        <translation>Podrá añadir archivos cuando VizDesk conozca su agencia: espere a que se conecte o consulte a un administrador.</translation>
    </message>
    <message>
        <source>1 new file is in the watched folder.</source>
        <translation>1 archivo nuevo está en la carpeta vigilada.</translation>
    </message>
    <message>
        <source>{count} new files are in the watched folder.</source>
        <translation>{count} archivos nuevos están en la carpeta vigilada.</translation>
    </message>
    <message>
        <source>All files have arrived.</source>
        <translation>Todos los archivos han llegado.</translation>
    </message>
    <message>
        <source>Choose files to send</source>
        <translation>Elija archivos para enviar</translation>
    </message>
    <message>
        <source>Choose a folder to send</source>
        <translation>Elija una carpeta para enviar</translation>
    </message>
    <message>
        <source>About {count} files and folders</source>
        <translation>Acerca de {count} archivos y carpetas</translation>
    </message>
    <message>
        <source>About “{name}”</source>
        <translation>Acerca de «{name}»</translation>
    </message>
    <message>
        <source>Cancel this transfer? What was sent of it is removed.</source>
        <translation>¿Cancelar esta transferencia? Lo enviado se elimina.</translation>
    </message>
    <message>
        <source>Cancel {count} transfers? What was sent of them is removed.</source>
        <translation>¿Cancelar {count} transferencias? Lo enviado se elimina.</translation>
    </message>
</context>
<context>
    <name>TreeField</name>
    <message>
        <source>{label} and everything below</source>
        <translation>{label} y todo lo que contiene</translation>
    </message>
    <message>
        <source>{label} itself</source>
        <translation>solo {label}</translation>
    </message>
</context>
<context>
    <name>TreePopup</name>
    <message>
        <source>Find an entry</source>
        <translation>Buscar una entrada</translation>
    </message>
    <message>
        <source>Find an entry of {label}</source>
        <translation>Buscar una entrada de {label}</translation>
    </message>
    <message>
        <source>No entry has this name.</source>
        <translation>Ninguna entrada se llama así.</translation>
    </message>
    <message>
        <source>A ticked entry takes everything below it.</source>
        <translation>Una entrada marcada toma todo lo que contiene.</translation>
    </message>
    <message>
        <source>{label} itself</source>
        <translation>solo {label}</translation>
    </message>
    <message>
        <source>{label} and everything below</source>
        <translation>{label} y todo lo que contiene</translation>
    </message>
</context>
<context>
    <name>TypeaheadPopup</name>
    <message>
        <source>Type the beginning of a word.</source>
        <translation>Escriba el comienzo de una palabra.</translation>
    </message>
    <message>
        <source>No option has a word that begins so.</source>
        <translation>Ninguna opción tiene una palabra que empiece así.</translation>
    </message>
    <message>
        <source>There are more; type more of it.</source>
        <translation>Hay más; escriba algo más.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Buscando…</translation>
    </message>
</context>
<context>
    <name>UndoKeys</name>
    <message>
        <source>Undone.</source>
        <translation>Deshecho.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
        <source>Done again.</source>
        <translation>Rehecho.</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>No hay nada que rehacer.</translation>
    </message>
</context>
<context>
    <name>WindowClosing</name>
    <message>
        <source>Files go on being sent. VizDesk ends by itself when all of them have arrived.</source>
        <translation>Los archivos se siguen enviando. VizDesk termina por sí solo cuando todos hayan llegado.</translation>
    </message>
    <message>
        <source>Open VizDesk</source>
        <translation>Abrir VizDesk</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Pausar todo</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Reanudar todo</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>nothing is being sent</source>
        <translation>no se está enviando nada</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Apply filters</source>
        <translation>Aplicar filtros</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Borrar todo</translation>
    </message>
    <message>
        <source>Reset to what the page opens with</source>
        <translation>Volver a los filtros con que se abre la página</translation>
    </message>
    <message>
        <source>Go to the search line</source>
        <translation>Ir a la línea de búsqueda</translation>
    </message>
    <message>
        <source>Find a filter</source>
        <translation>Buscar un filtro</translation>
    </message>
    <message>
        <source>Ask for alternatives: either … or …</source>
        <translation>Pedir alternativas: o bien … o …</translation>
    </message>
    <message>
        <source>Show all marked records</source>
        <translation>Mostrar todos los registros marcados</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Elegir columnas…</translation>
    </message>
    <message>
        <source>Show only marked results</source>
        <translation>Mostrar solo los resultados marcados</translation>
    </message>
    <message>
        <source>Show only results with a note</source>
        <translation>Mostrar solo los resultados con nota</translation>
    </message>
    <message>
        <source>Mark the selected records</source>
        <translation>Marcar los registros seleccionados</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Escribir una nota</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Página</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar un archivo…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Saved search</source>
        <translation>Búsqueda guardada</translation>
    </message>
    <message>
        <source>Saved list</source>
        <translation>Lista guardada</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Añadir archivos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
    <message>
        <source>Pause all transfers</source>
        <translation>Pausar todas las transferencias</translation>
    </message>
    <message>
        <source>Resume all transfers</source>
        <translation>Reanudar todas las transferencias</translation>
    </message>
    <message>
        <source>Try all failed transfers again</source>
        <translation>Reintentar todas las transferencias fallidas</translation>
    </message>
    <message>
        <source>Colors as the system</source>
        <translation>Colores del sistema</translation>
    </message>
    <message>
        <source>Light colors</source>
        <translation>Colores claros</translation>
    </message>
    <message>
        <source>Dark colors</source>
        <translation>Colores oscuros</translation>
    </message>
</context>
<context>
    <name>WindowTabs</name>
    <message>
        <source>{tab} is open.</source>
        <translation>{tab} está abierta.</translation>
    </message>
    <message>
        <source>A page has at most {count} tabs. Close one first.</source>
        <translation>Una página tiene como máximo {count} pestañas. Cierre una primero.</translation>
    </message>
    <message>
        <source>This is the page’s only tab; it stays open.</source>
        <translation>Esta es la única pestaña de la página; se queda abierta.</translation>
    </message>
    <message>
        <source>Open a copy of this search in a new tab</source>
        <translation>Abrir una copia de esta búsqueda en otra pestaña</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Pestaña</translation>
    </message>
    <message>
        <source>Close this tab</source>
        <translation>Cerrar esta pestaña</translation>
    </message>
    <message>
        <source>Open the closed tab again</source>
        <translation>Volver a abrir la pestaña cerrada</translation>
    </message>
</context>
<context>
    <name>YesNoField</name>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>_Copying</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
</TS>
